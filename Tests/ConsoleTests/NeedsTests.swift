import Accounts
import Synchronizing
import Testing
import TextScreen
import Workspace

@testable import Console

/// What needs somebody, and why: whole, near, and with what can be done about it.
@Suite(.timeLimit(.minutes(20))) struct NeedsTests {
    private func refused() async throws -> Stage { try await .withRefused() }

    private static let words = "The reseller dbx-9e377 does not exist."

    @Test func `why an account was refused is known a day later within two keys of the list`() async throws {
        let stage = try await refused()
        var keys = 0
        for key in [Key.character("d"), .enter] where !stage.shows(Self.words) {
            await stage.press(key)
            keys += 1
        }
        #expect(stage.shows(Self.words) && keys <= 2, "\(stage.text)")
    }

    @Test(arguments: [(40, 12), (80, 24), (160, 48)])
    func `under the list, in the details and in the form the vendor's words are there`(
        _ columns: Int,
        _ rows: Int
    ) async throws {
        let stage = try await refused()
        await stage.find("C-101")
        await stage.resize(columns, rows)
        #expect(stage.lines[rows - 2].contains("C-101 refused by Dropbox"))
        await stage.press(.enter)
        // On a wide screen the history stands beside the words.
        #expect(Self.words.split(separator: " ").allSatisfy(stage.text.contains), "\(stage.text)")
        await stage.type("s")
        #expect(stage.shows(Self.words), "\(stage.text)")
    }

    @Test func `a long refusal is never cut in the details`() async throws {
        let stage = try await Stage.open(only: [Self.direct])
        let words = (1...60).map { "word\($0)" }.joined(separator: " ")
        try await stage.refuse(Self.direct, words)
        await stage.press(.enter)
        await stage.resize(40, 12)
        await stage.press(.down)
        #expect(stage.shows("refused by Dropbox on 2026-11-02"), "\(stage.text)")
        await stage.press(.enter)
        for _ in 0..<9 where !stage.text.contains("word60") { await stage.press(.pageDown) }
        #expect(stage.text.contains("word60"))
    }

    @Test func `a message hides what is said about the line, until the next key`() async throws {
        let stage = try await refused()
        await stage.find("C-101")
        let line = stage.lines[22]
        #expect(line.contains("refused by Dropbox"))
        await stage.type("u")
        #expect(stage.lines[22].contains("Not now"))
        await stage.press(.down)
        #expect(stage.lines[22] == line)
    }

    // MARK: Needs you

    @Test func `refused, not sent and paused need somebody, each with its verb; f goes through the kinds`() async throws
    {
        let stage = try await Stage.open(faults: ["synchronize:401@1"])
        await stage.send("R-100")
        await stage.leave()
        await stage.type("d")
        #expect(stage.line("— Dropbox").hasSuffix("✗ paused r use it again") || stage.shows("r use it again"))
        #expect(stage.line("R-100").contains("Northwind Cloud Dropbox ✗ refused"))
        #expect(stage.line("R-100").hasSuffix("the key first"))
        #expect(stage.lines[1].contains("✗ 1 paused") && stage.lines[1].contains("✗ 1 refused"))
        #expect(stage.lines.last?.contains("r use it again") == true, "the key is called as its line calls it")
        await stage.type("f")
        #expect(!stage.text.contains("R-100") && stage.text.contains("✗ paused"))
        #expect(stage.lines[1].contains("only ✗ 1 paused"), "in words, where there are no colours")
        await stage.type("f")
        #expect(stage.text.contains("R-100"))
        await stage.type("f")
        #expect(stage.text.contains("! no email"))
        await stage.type("f")
        #expect(!stage.text.contains("no email"), "the blocked ones are shown when they are asked for")
    }

    @Test func `rows that the last import refused are listed with file and line, and ↵ shows all of it`() async throws {
        let stage = try await Stage.open()
        let problems = (2...4)
            .map { line in
                RowProblem(
                    place: FilePlace(line: line),
                    column: "name",
                    code: AccountCode("N-\(line)"),
                    id: nil,
                    kind: .missing
                )
            }
        _ = try await stage.workspace.accounts.changeAccounts { writer throws(StoreFailure) in
            try writer.keep(RefusedRows(problems, of: .file("book.csv"), at: StoppedClock().now().wall))
            return true
        }
        await stage.type("d")
        #expect(stage.lines[1].contains("! 3 not imported"), "\(stage.text)")
        #expect(stage.line("N-3").contains("book.csv — ! not imported line 3"), "\(stage.text)")
        #expect(stage.line("N-3").hasSuffix("mend the file"))
        #expect(stage.shows("Line 2, column name (N-2): it is empty; every account needs one."))
        await stage.type("W")
        #expect(stage.shows("the row is not in the book"))
        await stage.type("ff")
        #expect(!stage.text.contains("N-3"), "the blocked ones")
        await stage.type("ff")
        #expect(stage.text.contains("N-3"))
        await stage.resize(40, 12)
        await stage.press(.enter)
        #expect(stage.shows("account-sync accounts import book.csv --rejects FILE"), "\(stage.text)")
    }

    @Test func `what the key held up is not sent again before the pause ends, and is then called as its line calls it`()
        async throws
    {
        let stage = try await Stage.open(faults: ["synchronize:401@1"])
        await stage.send("R-100")
        await stage.leave()
        await stage.type("d")
        await stage.press(.down)
        #expect(stage.lines.last?.contains(" r ") == false, "\(stage.text)")
        await stage.type("r")
        #expect(stage.shows("Not now: its system is paused"), "\(stage.text)")
        await stage.press(.up)
        await stage.type("r")
        #expect(stage.line("R-100").hasSuffix("r send again"), "\(stage.text)")
        #expect(stage.lines.last?.contains("r send again") == true, "\(stage.text)")
        await stage.type("r")
        #expect(stage.shows("Sync Options ── R-100"), "\(stage.text)")
    }

    @Test func `on a narrow screen the chosen kind and the key that asks have room`() async throws {
        let stage = try await Stage.open(faults: ["synchronize:500@1", "synchronize:401@2"])
        for code in ["R-100", "R-200"] {
            await stage.send(code, warns: code == "R-200")
            await stage.leave()
        }
        await stage.type("d")
        await stage.resize(60, 16)
        #expect(stage.lines.last?.contains("r use it again") == true, "\(stage.text)")
        await stage.press(.down)
        #expect(stage.line("R-100").contains("in doubt"), "\(stage.text)")
        #expect(stage.lines.last?.contains("e ask the vendor") == true, "\(stage.text)")
        await stage.resize(40, 12)
        #expect(stage.lines.last?.contains("e ask the vendor") == true, "\(stage.text)")
        await stage.type("fff")
        #expect(stage.lines[1].hasPrefix(" … ") && stage.lines[1].contains("only ✗ 1 refused"), "\(stage.text)")
    }

    @Test func `a pause is lifted where it is shown`() async throws {
        let stage = try await Stage.open(faults: ["synchronize:401@1"])
        await stage.send("R-100")
        await stage.leave()
        await stage.type("dr")
        #expect(stage.shows("Dropbox is used again."))
        #expect(try await stage.workspace.systems.system(named: "Dropbox")?.pause == nil)
        #expect(!stage.text.contains("✗ paused"))
    }

    @Test func `one is sent again through its form, several that are marked through a plan, from any run`() async throws
    {
        let accounts = (1...3).map { Self.account("Z-\($0)") }
        let stage = try await Stage.open(only: accounts)
        for account in accounts { try await stage.refuse(account, "No.") }
        await stage.reopen()
        await stage.type("dr")
        #expect(stage.shows("Sync Options ── Z-1"))
        await stage.press(.escape)
        await stage.type("  r")
        #expect(stage.shows("2 marked in what needs you"))
        #expect(stage.shows("Z-1") && stage.shows("Z-2") && !stage.text.contains("Z-3"))
        await stage.press(.escape)
        #expect(stage.lines[1].contains("2 marked"))
        await stage.type("u*r")
        #expect(stage.shows("3 marked in what needs you"))
    }

    @Test func `E asks about all that are in doubt`() async throws {
        let stage = try await Stage.open(faults: [
            "synchronize:500-after-execution@1", "synchronize:500-after-execution@2",
        ])
        for code in ["R-100", "R-200"] {
            await stage.send(code, warns: code == "R-200")
            await stage.leave()
        }
        await stage.type("d")
        #expect(stage.lines[1].contains("? 2 in doubt"))
        await stage.type("E")
        #expect(stage.shows("Nothing needs you"))
        await stage.type("E")
        #expect(stage.shows("Not now: nothing is in doubt."))
    }

    @Test func `an account that may be sent again is to be decided about, and its case says what still goes on`()
        async throws
    {
        let stage = try await Stage.open(faults: ["synchronize:500@1"])
        await stage.send("R-100")
        await stage.leave()
        await stage.type("d")
        #expect(stage.line("R-100").hasSuffix("e ask"), "\(stage.text)")
        let open = try #require(try await stage.workspace.cases.openCases(on: nil).first)
        for seconds in [300, 400] {
            let probe = Probe(.absent, at: StoppedClock().now() + Duration.seconds(seconds))
            try await stage.workspace.cases.record(probe, of: open.link, by: "tester")
        }
        await stage.changeElsewhere()
        #expect(stage.line("R-100").hasSuffix("↵ decide"), "\(stage.text)")
        #expect(stage.lines.last?.hasPrefix(" ↵ decide") == true, "one name for one key: \(stage.text)")
        #expect(stage.shows("in its case (↵) S sends again"), "\(stage.text)")
        await stage.press(.enter)
        #expect(stage.shows("is still asked automatically") && !stage.shows("nothing automatic"), "\(stage.text)")
        #expect(stage.lines.last?.contains("S send again") == true)
        await stage.resize(60, 16)
        #expect(stage.lines.last?.contains("S send again") == true, "\(stage.text)")
    }

    private static func account(_ id: String, code: String? = nil) -> Account {
        Account(
            id: AccountID(id),
            code: AccountCode(code ?? id),
            name: "Stadtwerke \(id)",
            kind: .directCustomer,
            email: "it@\(id.lowercased()).example",
            country: "DE"
        )
    }

    private static let direct = account("Z-1")
}

extension Stage {
    /// C-101 refused, as its reseller is gone at the vendor; a day later, in another console.
    static func withRefused() async throws -> Stage {
        let stage = try await Stage.open()
        await stage.synchronizeReseller()
        try await stage.vendor.forget("4001")
        await stage.openForm("C-101")
        await stage.press(.control("s"))
        await stage.reopen()
        return stage
    }

    /// Makes the vendor's refusal of an account a fact in the workspace.
    fileprivate func refuse(_ account: Account, _ words: String) async throws {
        let system = try #require(try await workspace.systems.system(named: "Dropbox"))
        _ = try await workspace.synchronizer.form(of: account.id, on: system)
        let situation = try #require(try await workspace.situation(of: account.id))
        let attempt = AttemptID("attempt of \(account.code)")
        let moment = StoppedClock().now()
        let intent = Intent(
            attempt: attempt,
            account: account.id,
            system: "Dropbox",
            claim: .first,
            basis: .init(situation),
            parent: nil,
            email: account.email,
            options: [:],
            begun: moment,
            deadline: moment,
            by: "tester"
        )
        _ = try await workspace.journal.commit(intent)
        _ = try await workspace.journal.commit(.refused(status: 200, message: words), of: attempt, at: moment)
        await changeElsewhere()
    }
}

extension Workspace {
    fileprivate func situation(of account: AccountID) async throws -> Situation? {
        guard let system = try await systems.system(named: "Dropbox") else { return nil }
        return try await synchronizer.form(of: account, on: system).situation
    }
}
