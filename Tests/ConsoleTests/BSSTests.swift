import Accounts
import Foundation
import Pulling
import Testing
import TextScreen
import Workspace

@testable import Console

/// The BSS in the console: pulls by a key, the connection, and forms that are as of now.
@Suite(.timeLimit(.minutes(20))) struct BSSTests {
    private func stage(
        _ bss: SmallBSS,
        pulled: Bool = true,
        isReadOnly: Bool = false,
        _ change: (inout BSSConnection) -> Void = { _ in }
    ) async throws -> Stage {
        let stage = try await Stage.open(only: [], bss: bss, change: change, isReadOnly: isReadOnly)
        if pulled { await stage.type("P") }
        return stage
    }

    // MARK: A pull

    @Test func `P reads the BSS, says what came of it, and the heading says as of when`() async throws {
        let bss = SmallBSS()
        let stage = try await stage(bss, pulled: false)
        #expect(stage.lines[0].hasSuffix("the BSS was not read yet"))
        await stage.type("P")
        #expect(stage.shows("Read 3 accounts from BSS: 3 new."))
        #expect(stage.shows("mail@obrien"))
        #expect(stage.lines[0].hasSuffix("as of 12:03:11 UTC, in the BSS"))
        bss.edit(13) { $0.email = "new@obrien.example" }
        await stage.type("P")
        #expect(stage.shows("1 changed."))
        #expect(stage.shows("new@obrien"))
    }

    @Test func `progress is shown while keys go on working`() async throws {
        let stage = try await stage(SmallBSS(), pulled: false)
        stage.console.update(.key("P"))
        stage.console.update(
            .message(
                Console.Message(
                    content: .happened(
                        .pullProgressed(
                            .reading(
                                PullProgress(rows: 12_000, total: 100_000, pass: 1)
                            )
                        )
                    )
                )
            )
        )
        #expect(stage.lines[0].hasSuffix("reading the BSS 12,000 of 100,000 …"))
        stage.console.update(.key("?"))
        #expect(stage.shows("Open the account's details"))
        await stage.settle()
        #expect(!stage.lines[0].contains("reading"))
    }

    @Test func `without a BSS P says how one is connected; a read-only console reads nothing`() async throws {
        let alone = try await Stage.open()
        await alone.type("P")
        #expect(alone.shows("Not now: no BSS is connected: account-sync bss add FILE."))
        let bss = SmallBSS()
        let stage = try await stage(bss, pulled: false, isReadOnly: true)
        await stage.type("P")
        #expect(stage.shows("this console is read-only"))
        #expect(bss.reads == 0)
    }

    @Test func `what is refused is named in the log, and a failure with its cure`() async throws {
        let bss = SmallBSS([.init(id: 12, code: "R-1", name: "", email: "ops@nordwind.example")])
        let stage = try await stage(bss)
        #expect(stage.shows("Read 1 account from BSS: 1 refused."))
        await stage.type("l")
        #expect(stage.shows("Refused: R-1, id 12"))
        await stage.press(.escape)
        bss.fail(.forbidden)
        await stage.type("P")
        #expect(stage.shows("BSS cannot be read: its answer is HTTP 403"))
        #expect(stage.shows("Ask for the right to read accounts"))
    }

    @Test func `what happens by itself is quiet, unless it is news, and told once`() async throws {
        let bss = SmallBSS()
        let stage = try await stage(bss)
        await stage.press(.down)
        func pullByItself() async {
            stage.console.execute([.work(.pull(.init(), isAutomatic: true))])
            await stage.settle()
        }
        await pullByItself()
        #expect(!stage.shows("Read 3"))
        bss.fail(.noList)
        await pullByItself()
        #expect(stage.shows("its answer holds no list of accounts"))
        await stage.press(.down)
        await pullByItself()
        #expect(!stage.shows("its answer holds no list of accounts"))
    }

    @Test func `a held pull is shown with examples, and let through by a word, or left`() async throws {
        let bss = SmallBSS()
        let stage = try await stage(bss) { $0.mostAccounts = 1 }
        for id in 13...14 { bss.edit(id) { $0.email = "" } }
        await stage.type("P")
        #expect(stage.shows("A pull is held"))
        #expect(stage.shows("2 accounts (67 %) would lose a value: C-2, email \"info@sonne.example\"; C-1, email"))
        await stage.press(.escape)
        #expect(stage.shows("mail@obrien"))
        await stage.type("C")
        #expect(stage.line("lose a value").contains("2 accounts would lose a value"))
        await stage.type("t")
        #expect(stage.shows("A pull is held"))
        await stage.type("y")
        await stage.press(.enter)
        #expect(stage.shows("A pull is held"), "a key alone lets nothing through")
        await stage.press(.control("u"))
        await stage.type("let through")
        await stage.press(.enter)
        #expect(stage.shows("2 changed."))
        #expect(!stage.shows("lose a value"))
        await stage.press(.escape)
        #expect(!stage.shows("mail@obrien"))
    }

    @Test(arguments: [(40, 12), (80, 24), (160, 48)])
    func `each example of what is held can be reached, however small the window`(
        _ columns: Int,
        _ rows: Int
    ) async throws {
        let bss = SmallBSS(
            (12...20).map { .init(id: $0, code: "R-\($0)", name: "Nordwind \($0)", email: "a@\($0).example") }
        )
        let stage = try await stage(bss) { $0.mostAccounts = 1 }
        for id in 12...16 { bss.edit(id) { $0.email = "" } }
        await stage.resize(columns, rows)
        await stage.type("P")
        #expect(stage.shows("A pull is held"), "\(stage.text)")
        var seen = stage.text
        for _ in 0..<20 {
            await stage.press(.down)
            seen += stage.text
        }
        for id in 12...16 { #expect(seen.contains("R-\(id)"), "\(seen)") }
        #expect(stage.shows("Leave it if the BSS is wrong"), "\(stage.text)")
        await stage.press(.pageUp, .pageUp, .pageUp)
        #expect(stage.shows("Held, since too much"), "\(stage.text)")
        await stage.type("let through")
        await stage.press(.enter)
        #expect(stage.shows("5 changed."), "\(stage.text)")
    }

    @Test func `the form of a synchronized account says as of when it is, too, and is read again`() async throws {
        let bss = SmallBSS()
        let stage = try await stage(bss)
        await stage.openForm("R-1")
        await stage.type("RS-77")
        await stage.press(.control("s"))
        await stage.leave()
        await stage.openForm("R-1")
        #expect(stage.shows("Close") && !stage.shows("Save & Synchronize"), "\(stage.text)")
        #expect(stage.line("as of a") == "Account as of a moment ago, in the BSS", "\(stage.text)")
        bss.fail(.notSent(.connectionRefused(host: "bss.example.com")))
        stage.console.update(.tick)
        await stage.settle()
        #expect(stage.line("cannot be reached") == "Account ! the BSS cannot be reached: as of 12:03", "\(stage.text)")
    }

    @Test func `the three sides show which sync options the BSS holds, once that is asked`() async throws {
        let bss = SmallBSS()
        let stage = try await stage(bss)
        await stage.openForm("R-1")
        await stage.type("RS-77")
        await stage.press(.control("s"))
        await stage.leave()
        bss.hold([Setting("Role", "reseller"), Setting("Reseller ID", "RS-78"), Setting("Tier", "")])
        bss.edit(12) { $0.email = "new@nordwind.example" }
        await stage.type("P")
        await stage.type("V")
        await stage.press(.enter)
        #expect(!stage.text.contains("OPTIONS"))
        await stage.type("e")
        #expect(stage.shows("the BSS holds Role: reseller, Reseller ID: RS-78 (sent: RS-77), Tier: —"), "\(stage.text)")
        bss.fail(.forbidden)
        await stage.type("e")
        #expect(stage.shows("what the BSS holds cannot be read"), "\(stage.text)")
    }

    @Test func `the connection is shown, checked, and read as a whole`() async throws {
        let bss = SmallBSS()
        let stage = try await stage(bss)
        await stage.type("C")
        try await stage.expectGolden("bss")
        #expect(!stage.text.contains("▲") && !stage.text.contains("▼"), "\(stage.text)")
        await stage.resize(40, 12)
        #expect(stage.text.contains("▼") && !stage.text.contains("…"), "\(stage.text)")
        #expect(stage.shows("env:BSS_CLIENT_KEY,") && stage.text.contains("env:BSS_CLIENT_SECRET"), "\(stage.text)")
        await stage.press(.end)
        #expect(stage.shows("not tried yet") && stage.text.contains("▲"), "\(stage.text)")
        #expect(!stage.text.contains("▼"), "\(stage.text)")
        await stage.press(.home)
        await stage.resize(80, 24)
        await stage.type("c")
        #expect(stage.shows("BSS accepts the credentials, and has 3 accounts."))
        bss.forget(14)
        await stage.type("F")
        #expect(stage.shows("1 not seen this time"))
        await stage.press(.escape)
        await stage.type(":bss")
        #expect(stage.shows("Show the connection to the BSS"))
    }

    @Test func `without a connection its screen says how to make one`() async throws {
        let stage = try await Stage.open()
        await stage.type("C")
        #expect(stage.shows("No BSS is connected: accounts come from files."))
        #expect(stage.shows("account-sync bss add FILE"))
    }

    // MARK: The form

    @Test func `a form is as of now, and takes in by itself what changes in the BSS`() async throws {
        let bss = SmallBSS()
        let stage = try await stage(bss)
        await stage.openForm("R-1")
        #expect(stage.line("as of a") == "Account as of a moment ago, in the BSS")
        #expect(stage.console.tick == .seconds(10))
        bss.edit(12) { ($0.email, $0.name) = ("new@nordwind.example", "Nordwind Cloud") }
        stage.console.update(.tick)
        await stage.settle()
        #expect(stage.line("Email *") == "Email * new@nordwind.example")
        #expect(stage.shows("the email changed in the BSS: ops@nordwind.example → new@nordwind.example"))
        #expect(stage.shows("the name changed in the BSS: Nordwind → Nordwind Cloud"))
        try await stage.expectGolden("bss-form-changed")
        bss.edit(12) { ($0.email, $0.name) = ("ops@nordwind.example", "Nordwind") }
        stage.console.update(.tick)
        await stage.settle()
        #expect(!stage.shows("changed in the BSS"))
    }

    @Test func `what the operator entered stays`() async throws {
        let bss = SmallBSS()
        let stage = try await stage(bss)
        await stage.openForm("R-1")
        await stage.press(.backTab)
        await stage.press(.control("u"))
        await stage.type("mine@nordwind.example")
        bss.edit(12) { $0.email = "new@nordwind.example" }
        stage.console.update(.tick)
        await stage.settle()
        #expect(stage.line("Email *") == "Email * mine@nordwind.example")
        #expect(stage.shows("→ new@nordwind.example; what you entered stays"))
    }

    @Test func `a form says how old it is if the BSS cannot be read, and that the BSS has no such account`()
        async throws
    {
        let bss = SmallBSS()
        let stage = try await stage(bss)
        bss.fail(.notSent(.connectionRefused(host: "bss.example.com")))
        await stage.openForm("R-1")
        #expect(stage.shows("the BSS cannot be reached: as of 12:03; Save sends what is shown"))
        #expect(stage.shows("bss.example.com refused the connection"))
        bss.fail(nil)
        bss.forget(12)
        stage.console.update(.tick)
        await stage.settle()
        #expect(stage.shows("the BSS has no such account"))
    }

    @Test func `what changed right before Save is not sent; the form shows it`() async throws {
        let bss = SmallBSS()
        let stage = try await stage(bss)
        await stage.openForm("R-1")
        await stage.type("RS-77")
        bss.edit(12) { $0.email = "new@nordwind.example" }
        await stage.press(.control("s"))
        #expect(stage.shows("Nothing was sent: the account changed meanwhile."))
        #expect(try stage.vendor.sent.isEmpty)
        await stage.type("r")
        #expect(stage.shows("the email changed in the BSS: ops@nordwind.example → new@nordwind.example"))
        #expect(try stage.vendor.sent.isEmpty, "what changed is looked at first")
        await stage.press(.control("s"))
        #expect(try stage.vendor.sent.map(\.options).count == 1)
    }

    @Test func `nothing wakes a console that has no form open, or no BSS`() async throws {
        let stage = try await stage(SmallBSS())
        #expect(stage.console.tick == nil)
        let alone = try await Stage.open()
        await alone.openForm("R-100")
        #expect(alone.console.tick == nil)
        #expect(!alone.shows("in the BSS"))
    }

    @Test func `the details say as of when the BSS was read`() async throws {
        let stage = try await stage(SmallBSS())
        await stage.find("C-2")
        await stage.press(.enter)
        #expect(stage.line("Origin") == "Origin from the BSS, as of 2026-11-02 12:03:11")
    }
}
