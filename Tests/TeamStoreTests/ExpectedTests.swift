import AccountFiles
import Accounts
import Foundation
import Samples
import Synchronizing
import Testing

@testable import TeamStore

/// A book that is too large to be read at once is asked for what is expected next, in portions.
@Suite struct ExpectedTests {
    /// What an import would do to a book of 1,200 accounts and the samples, and how often the server was asked.
    private func plan(_ text: String, most: Int) async throws -> (plan: ImportPlan, asked: Int) {
        let book = try await Book.furnished()
        let store = try book.open()
        let many = (0..<1_200)
            .map { number in
                var account = Samples.direct
                (account.id, account.code) = (AccountID("m\(number)"), AccountCode("M-\(number)"))
                account.email = "m\(number)@many.example"
                return account
            }
        var old = many[0]
        // As an earlier version stored it.
        (old.id, old.code) = ("Zo\u{65}\u{308}", "OLD-1")
        try await store.write(many + [old])
        let file = try AccountFile.read(Array(text.utf8))
        return try await store.read { session in
            var asked = 0
            session.onStatement = { statement in
                asked += 1
                return statement
            }
            defer { session.onStatement = nil }
            var rows = FileRows(file)
            var planning = try ImportPlanning(&rows, into: ServerBook(session, path: "", most: most))
            let plan = try planning.finish(&rows, now: Samples.moment().wall) { _ in }
            return (plan, asked)
        }
    }

    @Test func `an import is planned as if the whole book had been read, with a question for each portion`()
        async throws
    {
        var lines = ["id,code,name,type,parent_code,email,country"]
        for number in 0..<1_200 {
            lines.append(
                "m\(number),M-\(number),\(number.isMultiple(of: 3) ? "New" : Samples.direct.name),,,m\(number)@many.example,"
            )
        }
        for number in 0..<600 {
            lines.append(",N-\(number),New customer,customer,\(Samples.reseller.code),n\(number)@n.example,DE")
        }
        // By its id in another spelling, a known code as a new id, a parent that is nowhere, a reseller with customers.
        lines.append("Zo\u{EB},,Composed,,,,")
        lines.append("m5,OTHER-1,Taken id,,,o@o.example,")
        lines.append(",LOST-1,Lost,customer,NOBODY,l@l.example,")
        lines.append(",\(Samples.reseller.code),\(Samples.reseller.name),customer,,,")
        let text = lines.joined(separator: "\n") + "\n"
        let whole = try await plan(text, most: 100_000)
        let asked = try await plan(text, most: 0)
        #expect(asked.plan.updated == whole.plan.updated && asked.plan.refused == whole.plan.refused)
        #expect(asked.plan.addedCount == whole.plan.addedCount && asked.plan.unchanged == whole.plan.unchanged)
        #expect(whole.plan.addedCount == 600 && whole.plan.updated.count >= 401, "\(whole.plan.updated.count)")
        #expect(!whole.plan.refused.isEmpty)
        #expect(asked.asked < 40, "\(asked.asked)")
    }
}
