import Accounts
import Foundation
import Synchronizing
import Testing
import TextScreen

@testable import Console

/// A list of codes from elsewhere, pasted into the list of accounts.
@Suite(.timeLimit(.minutes(20))) struct PastedCodesTests {
    private func marked(_ stage: Stage) -> Int { (stage.console.screens.first as? AccountsScreen)?.marks.count ?? -1 }

    @Test func `a colleague's list of twelve is synchronized with four keys`() async throws {
        let reseller = Account(
            id: "90000",
            code: "L-0",
            name: "Reseller",
            kind: .reseller,
            email: "r@l.example",
            country: "DE"
        )
        let customers = (1...12)
            .map { number in
                Account(
                    id: AccountID("9\(number)"),
                    code: AccountCode("L-\(number)"),
                    name: "Customer \(number)",
                    kind: .endCustomer,
                    parent: reseller.id,
                    email: "c\(number)@l.example",
                    country: "DE"
                )
            }
        let stage = try await Stage.open(only: [reseller] + customers)
        await stage.send("L-0")
        await stage.leave()
        await stage.press(.escape)
        let list = customers.map(\.code.rawValue).joined(separator: "\n")
        let keys: [Key] = [.paste(list), "b", .control("s"), "y"]
        for key in keys { await stage.press(key) }
        #expect(keys.count == 4)
        #expect(try stage.vendor.sent.count == 13)
        #expect(stage.shows("Finished: 12 synchronized."))
    }

    @Test func `what was found is marked, and what was not is named`() async throws {
        let stage = try await Stage.open()
        await stage.press(.paste("C-101\r\nc102\r\nC-999\r\nR 100\r\n"))
        #expect(stage.shows("3 of 4 codes marked; not found: C-999."))
        #expect(marked(stage) == 3 && stage.lines[1].contains("3 marked"))
        await stage.press(.paste("C-101"))
        #expect(stage.shows("1 code marked."), "\(stage.text)")
        #expect(marked(stage) == 3)
    }

    @Test(arguments: ["q\nq", "", " \n ", "\u{1B}[2J\u{202E}", "no such code"])
    func `a paste without a code changes nothing, and says so`(_ text: String) async throws {
        let stage = try await Stage.open()
        await stage.type(" ")
        await stage.press(.paste(text))
        #expect(marked(stage) == 1 && !stage.console.isFinished)
        #expect(stage.shows("Nothing was marked"))
    }

    @Test func `a long list of what is not there names some of it`() async throws {
        let stage = try await Stage.open()
        let list = (0..<10_000).map { "X-\($0)" }.joined(separator: ";")
        await stage.press(.paste(list + ";C-101"))
        #expect(stage.shows("1 of 10,001 codes marked; not found: X-0, X-1,"))
        #expect(stage.shows("and 9,988 more."))
    }

    @Test func `marks that are still being found are taken away, and planned, by a key behind them`() async throws {
        let stage = try await Stage.open()
        for key in [Key.paste("C-101 C-102"), "u"] { stage.console.update(.key(key)) }
        await stage.settle()
        #expect(marked(stage) == 0)
        await stage.type(" ")
        for key in [Key.character("a"), "b"] { stage.console.update(.key(key)) }
        await stage.settle()
        guard case .marked(let keys, _)? = (stage.console.screens.last as? PlanScreen)?.order.source else {
            Issue.record("\(stage.text)")
            return
        }
        #expect(keys.count == 74)
    }

    @Test func `keys that are typed behind a paste act on its marks`() async throws {
        let stage = try await Stage.open()
        stage.console.update(.key(.paste("C-101 C-102")))
        stage.console.update(.key("b"))
        await stage.settle()
        #expect(stage.shows("› Bulk plan") && stage.shows("2 marked"))
    }
}
