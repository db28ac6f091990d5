import Accounts
import Foundation
import PrivateCluster
import Samples
import StoredForms
import Synchronization
import Synchronizing
import Testing

@testable import TeamStore

/// The server computes the chain of the log as the program does.
@Suite struct SealTests {
    /// What a vendor, a file or an operator may write.
    private static let texts = [
        "", " ", "no", "it's", "\"quoted\"", "back\\slash \\\\ \\n", "two\nlines\r\n\tand a tab", "{a,NULL,\"b\"}",
        "NULL", "=",
        "12:3", "ä e\u{301} ß", "日本語", "👩‍👩‍👧‍👦 \u{10FFFD}", "\u{1}\u{7F}\u{85}\u{2028}\u{FEFF}", "$1 $$ %s",
        String(repeating: "é", count: 999),
    ]

    /// Lines of every kind, with nothing where there may be nothing.
    private func write(_ store: TeamStore) async throws {
        for (number, text) in Self.texts.enumerated() {
            let code = "K-\(number)"
            let account = Account(
                id: AccountID("id \(number) \(text)"),
                code: AccountCode(code),
                name: code,
                kind: .reseller,
                email: "\(number)@x.example",
                country: "DE"
            )
            try await store.write([account])
            var intent = Intent.sample(account, AttemptID("attempt \(number) \(text)"), email: text)
            intent.options = ["role": text, "note": text]
            _ = try await store.commit(intent)
            let outcome: Outcome =
                switch number % 3 {
                case 0: .refused(status: 400, message: text)
                case 1: .created(ExternalID("x\(number) \(text)"))
                default: .inDoubt(.broken(.timedOut))
                }
            _ = try await store.commit(outcome, of: intent.attempt, at: Samples.moment(1))
            if case .inDoubt = outcome, let link = try await store.row(id: account.id)?.links["Dropbox"] {
                let probe = Probe(.absent, at: Samples.moment(2))
                try await store.record(probe, of: link, by: text)
                _ = try await store.abandon(link, at: Samples.moment(3), by: "t")
            }
        }
    }

    @Test func `every hash is the one that the program computes, whatever is in a line`() async throws {
        let store = try await Book.furnished().open()
        try await write(store)
        let check = try await store.check()
        #expect(check.fault == nil)
        let lines = try await store.logLines(after: 0, most: 1_000)
        #expect(check.count == lines.count && lines.count == 2 * Self.texts.count + 2 * (Self.texts.count / 3))
    }

    @Test func `several lines of one transaction follow from each other`() async throws {
        let book = try await Book.furnished()
        let store = try book.open()
        var dying: TeamStore? = try book.open()
        for (number, account) in [Samples.direct, Samples.reseller].enumerated() {
            _ = try await dying?.commit(.sample(account, AttemptID("\(number)")))
        }
        dying = nil
        #expect(try await store.takeOver(at: Samples.moment(1), by: "t").count == 2)
        let check = try await store.check()
        #expect(check.fault == nil && check.count == 4)
    }

    /// The negative controls: a server that computes it in another way is found out by some of these texts.
    @Test(arguments: [
        ("octet_length", "length"), ("':=' ||", "':' ||"), ("intended IS NULL", "true"), ("'64:'", "'65:'"),
    ])
    func `a chain that is computed in another way is noticed`(right: String, wrong: String) async throws {
        let book = try await Book.furnished()
        let definition = try book.cluster.sql(
            "SELECT pg_get_functiondef(oid) FROM pg_proc WHERE proname = 'seal'",
            in: book.database
        )
        #expect(definition.contains(right))
        try book.cluster.sql(definition.replacing(right, with: wrong), in: book.database)
        let store = try book.open()
        try await write(store)
        guard case .broken? = try await store.check().fault else {
            Issue.record("nothing was noticed")
            return
        }
    }

    @Test func `what dead processes were sending is put in doubt by as many statements, however much it is`()
        async throws
    {
        #expect(try await statements(toSweep: 40) == statements(toSweep: 3))
    }

    private func statements(toSweep count: Int) async throws -> Int {
        let book = try await Book.furnished()
        let counted = Atomic(0)
        let store = try book.open(onStatement: { sql in
            counted.add(1, ordering: .relaxed)
            return sql
        })
        var dying: TeamStore? = try book.open()
        let accounts = (0..<count)
            .map { number in
                Account(
                    id: AccountID("id \(number)"),
                    code: AccountCode("K-\(number)"),
                    name: "K",
                    kind: .reseller,
                    email: "\(number)@x.example",
                    country: "DE"
                )
            }
        try await store.write(accounts)
        var run = NewRun.sample(count)
        run.accounts = accounts.map(\.id)
        let id = try await store.begin(run, at: Samples.moment())
        _ = try await dying?
            .take(Array(0..<count), of: id, within: RunLimits(inFlight: count), at: Samples.moment())
        for (number, account) in accounts.enumerated() {
            _ = try await dying?.commit(.sample(account, AttemptID("\(number)")))
        }
        dying = nil
        counted.store(0, ordering: .relaxed)
        let links = try await store.takeOver(at: Samples.moment(1), by: "t")
        let (statements, version) = (counted.load(ordering: .relaxed), try await store.version())
        #expect(links.count == count && links.allSatisfy { $0.state == .inDoubt && $0.by == "t" })
        let changed = try #require(try await store.changes(of: id, after: version - 1))
        #expect(changed.run.counts == [.inDoubt: count] && changed.items.count == count)
        #expect(try await store.changes(since: version - 1).accounts.count == count)
        let kept = try await store.row(id: accounts[0].id)?.links["Dropbox"]
        #expect(kept == links.first { $0.account == accounts[0].id })
        #expect(try await store.check().fault == nil)
        #expect(try await store.takeOver(at: Samples.moment(2), by: "t").isEmpty)
        return statements
    }
}
