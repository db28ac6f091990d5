import Accounts
import Foundation
import Testing
import TextScreen

@testable import Console

/// How the list is looked at is a value that can be kept, and taken up again.
@Suite(.timeLimit(.minutes(20))) struct ListViewTests {
    private static let view = ListView(
        order: .email,
        isDescending: true,
        system: "Dropbox",
        filter: "country:de",
        hiddenColumns: [.type, .phone],
        selected: AccountKey(7)
    )

    @Test func `it is read as it was written`() throws {
        for view in [Self.view, ListView()] {
            #expect(try JSONDecoder().decode(ListView.self, from: JSONEncoder().encode(view)) == view)
        }
    }

    @Test func `what another version wrote is as in a new list`() throws {
        let text = #"{"order":"moon","isDescending":3,"filter":"x","hiddenColumns":["type","moon"],"selected":"a"}"#
        let read = try JSONDecoder().decode(ListView.self, from: Data(text.utf8))
        #expect(read == ListView(filter: "x", hiddenColumns: [.type]))
        #expect(try JSONDecoder().decode(ListView.self, from: Data("{}".utf8)) == ListView())
    }

    @Test func `a list is opened as another one was left`() async throws {
        let stage = try await Stage.open()
        await stage.type("/country:jp")
        await stage.press(.enter)
        await stage.type("too")
        await stage.press(.down, .down)
        let left = stage.list.view
        let selected = stage.selected
        #expect(left.filter == "country:jp" && left.order == .type && selected != nil)
        await stage.reopen()
        #expect(stage.list.view != left)
        var list = stage.list
        list.take(left)
        let effects = list.list()
        stage.console.screens[0] = list
        stage.console.execute(effects)
        await stage.settle()
        #expect(stage.list.view == left && stage.selected == selected)
    }

    @Test func `a filter that is typed later is not led astray by the account that was left`() async throws {
        let stage = try await Stage.open()
        var list = stage.list
        var view = ListView()
        view.selected = list.window.lines.key(3)
        list.take(view)
        let effects = list.list()
        stage.console.screens[0] = list
        stage.console.execute(effects)
        for key in "/c-1" { stage.console.update(.key(.character(key))) }
        await stage.settle()
        #expect(stage.selected == "C-101")
    }
}

extension Stage {
    /// The list of accounts, which is always at the bottom of the stack.
    var list: AccountsScreen {
        guard let list = console.screens.first as? AccountsScreen else { preconditionFailure("no list at the bottom") }
        return list
    }
}
