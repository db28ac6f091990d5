import AccountStore
import Accounts
import Foundation
import GRDB
import StoredForms
import Synchronizing
import Testing

/// Many new accounts at once: what the store rearranges for them is as before afterwards.
@Suite struct BulkWritingTests {
    private func schema(_ temporary: TemporaryStore) throws -> [String] {
        let queue = try DatabaseQueue(path: temporary.directory + "/account-sync.sqlite")
        return try queue.read { database in
            try #require(try String.fetchOne(database, sql: "PRAGMA integrity_check") == "ok")
            return try String.fetchAll(database, sql: "SELECT coalesce(sql, name) FROM sqlite_master ORDER BY name")
        }
    }

    private static let accounts =
        [Account(id: "R", code: "R", name: "r", kind: .reseller)]
        + (0..<2_000)
        .map { number in
            Account(
                id: AccountID("B\(number)"),
                code: AccountCode("B-\(number)"),
                name: "Bulk \(number)",
                kind: number.isMultiple(of: 2) ? .endCustomer : .directCustomer,
                parent: number.isMultiple(of: 2) ? "R" : nil,
                email: "b\(number)@x.example"
            )
        }

    @Test(arguments: [true, false])
    func `the indexes are there again, whether it is committed or not`(commits: Bool) async throws {
        let temporary = try await TemporaryStore()
        let before = try schema(temporary)
        let done: Bool? = try await temporary.store.changeAccounts { writer throws(StoreFailure) in
            try writer.prepare(forAdding: 50_000)
            try writer.write(Self.accounts)
            return commits ? true : nil
        }
        #expect(done == (commits ? true : nil))
        #expect(try schema(temporary) == before)
        let listing = try await temporary.store.list(AccountQuery(order: .name))
        #expect(listing.total == (commits ? 2_004 : 3))
        let tree = try await temporary.store.list(AccountQuery())
        #expect(tree.entries.map(\.descendants).max() == (commits ? 1_000 : 1))
        // The connection goes on with the schema as it is.
        try await temporary.store.write([Account(id: "L", code: "L", name: "later", kind: .directCustomer)])
        #expect(try await temporary.store.row(code: "L") != nil)
    }

    @Test func `an account that moves takes along what was just written below it`() async throws {
        let temporary = try await TemporaryStore()
        let (top, middle) = (
            Account(id: "T", code: "T", name: "t", kind: .reseller),
            Account(id: "M", code: "M", name: "m", kind: .reseller)
        )
        let low = Account(id: "L", code: "L", name: "l", kind: .endCustomer, parent: "M")
        var moved = middle
        moved.parent = "T"
        var second = low
        (second.id, second.code) = ("L2", "L2")
        try await temporary.store.write([top, middle, low, moved, second])
        let rows = try await temporary.store.list(AccountQuery()).entries
        let codes = try await temporary.store.rows(rows.map(\.key)).map(\.account.code)
        let places = Dictionary(uniqueKeysWithValues: zip(codes, rows.map(\.depth)))
        #expect(places["M"] == 1 && places["L"] == 2 && places["L2"] == 2)
    }
}
