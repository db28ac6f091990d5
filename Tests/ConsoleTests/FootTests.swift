import Accounts
import Synchronizing
import Telling
import Testing
import TextScreen
import Workspace

@testable import Console

/// The text under a list in windows that end before it does: the keys of a page reach the rest of it.
@Suite(.timeLimit(.minutes(20))) struct FootTests {
    /// All that is seen while the text is scrolled to its end.
    private func scrolled(_ stage: Stage) async -> String {
        var seen = stage.text
        for _ in 0..<12 {
            await stage.press(.pageDown)
            seen += "\n" + stage.text
        }
        return seen.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    @Test func `the dashboard's figures are reached to the last reseller at 40x12`() async throws {
        let stage = try await Stage.open()
        await stage.synchronizeReseller()
        await stage.resize(40, 12)
        await stage.type("D")
        #expect(!stage.text.contains("Maple"), "\(stage.text)")
        #expect(stage.text.contains("▼"))
        let seen = await scrolled(stage)
        #expect(seen.contains("The largest resellers") && seen.contains("Maple & Main IT (R-500): 0 of 6"), "\(seen)")
        #expect(!stage.text.contains("▼") && stage.text.contains("▲"), "\(stage.text)")
        for _ in 0..<12 { await stage.press(.pageUp) }
        #expect(stage.text.contains("64") || stage.text.contains("67"), "\(stage.text)")
        #expect(!stage.text.contains("▲"))
    }

    @Test func `what a plan costs and warns of is reached at 40x12, and the next line begins at its top`() async throws
    {
        let stage = try await Stage.open()
        await stage.type(" b")
        await stage.resize(40, 12)
        let seen = await scrolled(stage)
        #expect(seen.contains("the second account with it will be blocked"), "\(seen)")
        await stage.resize(160, 48)
        #expect(!stage.text.contains("▲") && !stage.text.contains("▼"), "\(stage.text)")
    }

    @Test func `what came of a run is reached at 40x12, and its bar leaves room for the figures`() async throws {
        let stage = try await Stage.open()
        await stage.synchronizeReseller()
        await stage.leave()
        await stage.find("C-101")
        await stage.type(" b")
        await stage.resize(40, 12)
        await stage.press(.control("s"))
        await stage.type("y")
        await stage.settle()
        #expect(stage.lines[1].contains("finished in 0:0"), "\(stage.text)")
        let seen = await scrolled(stage)
        #expect(seen.contains("(dbx-9e377). Accepted, unverified until the first order."), "\(seen)")
    }

    @Test func `what to do about what needs somebody is reached at 40x12`() async throws {
        let stage = try await Stage.open(faults: ["synchronize:401@1"])
        await stage.send("R-100")
        await stage.leave()
        await stage.resize(40, 12)
        await stage.type("d")
        let seen = await scrolled(stage)
        #expect(seen.contains("or use it again with r."), "\(seen)")
    }

    @Test(arguments: [(40, 12), (80, 24)])
    func `of the log the messages that are seen are offered first, however old they are`(
        _ columns: Int,
        _ rows: Int
    ) async throws {
        let stage = try await Stage.open()
        for number in 1...150 { stage.console.say(.plain("Message \(number).")) }
        await stage.resize(columns, rows)
        await stage.type("l")
        #expect(stage.console.clips.first?.text == "Message 150.")
        await stage.press(.home)
        #expect(stage.text.contains("Message 1."), "\(stage.text)")
        let seen = stage.console.clips.prefix(rows - 3).map(\.text)
        #expect(seen.last == "Message 1." && seen.first == "Message \(rows - 3).", "\(seen)")
        #expect(stage.console.clips.contains { $0.text == "Message 150." })
        #expect(Set(stage.console.clips.map(\.text)).count == stage.console.clips.count, "none is offered twice")
    }

    @Test func `what exists names is not offered for adoption if it is another account's here`() async throws {
        let stage = try await Stage.open()
        await stage.synchronizeReseller()
        await stage.openForm("C-115")
        await stage.press(.control("o"))
        await stage.settle()
        #expect(stage.shows("Dropbox has dbx-9e377, which is R-100 here"), "\(stage.text)")
        #expect(!stage.text.contains("can be adopted"))
    }

    @Test func `a form that can only be read is scrolled to its end at 40x12, by keys and by the wheel`() async throws {
        let stage = try await Stage.open()
        await stage.synchronizeReseller()
        await stage.openForm("R-100")
        await stage.resize(40, 12)
        #expect(stage.text.contains("▼") && !stage.text.contains("[ Close ]"), "\(stage.text)")
        for _ in 0..<40 { await stage.press(.down) }
        #expect(stage.text.contains("[ Close ]") && !stage.text.contains("▼"), "\(stage.text)")
        await stage.press(.up)
        #expect(stage.text.contains("▼"), "\(stage.text)")
        await stage.resize(160, 48)
        #expect(!stage.text.contains("▲") && !stage.text.contains("▼"), "\(stage.text)")
    }
}
