import Accounts
import Samples
import Synchronization
import Synchronizing
import Testing

/// Whoever read all accounts once and the changes since knows what whoever reads all of them now knows.
@Suite struct BookReaderTests {
    private final class Book: Sendable {
        let accounts = Mutex<[IndexedAccount]>([])
    }

    private func book(_ store: any Store) async throws -> (accounts: [IndexedAccount], version: Int) {
        let book = Book()
        let version = try await store.readBook(portion: 2) { portion in
            book.accounts.withLock { $0 += portion }
            return true
        }
        return (book.accounts.withLock { $0 }, version)
    }

    @Test(arguments: Engine.all)
    func `the changes since a version bring a reading of it up to date`(engine: Engine) async throws {
        let open = try engine.make()
        let (store, other) = (try open(), try open())
        var generator = CallGenerator(seed: 11)
        var known: [AccountKey: IndexedAccount] = [:]
        var version = 0
        for number in 0..<200 {
            let call = number < generator.first.count ? generator.first[number] : try await generator.next(store)
            _ = await call.answer(of: store, at: Samples.moment(Double(number)))
            let changes = try await other.changes(since: version)
            for account in changes.accounts { known[account.key] = account }
            version = changes.version
            let now = try await book(other)
            #expect(now.version == version, "\(call)")
            #expect(Dictionary(uniqueKeysWithValues: now.accounts.map { ($0.key, $0) }) == known, "\(call)")
            for system in generator.systems {
                let link = try await store.row(id: AccountID("\(1 + number % 6)"))?.links[system]
                if let link { generator.seen.append(link) }
            }
        }
    }

    @Test(arguments: Engine.all)
    func `they come in the order of the tree, each with its parent and its states`(engine: Engine) async throws {
        let store = try await engine.furnished()()
        _ = try await store.commit(.sample(Samples.reseller))
        let (accounts, _) = try await book(store)
        let rows = try await store.rows(try await store.list(AccountQuery()).entries.map(\.key))
        #expect(accounts.map(\.key) == rows.map(\.key))
        for (account, row) in zip(accounts, rows) {
            let above = rows.first { $0.account.id == row.account.parent }
            #expect(account.code == row.account.code && account.parent == above?.key)
            #expect(account.states == row.links.mapValues(\.state))
        }
        #expect(accounts.contains { $0.states["Dropbox"] == .sending } && accounts.contains { $0.parent != nil })
    }

    @Test(arguments: Engine.all)
    func `a reading ends when no more is wanted`(engine: Engine) async throws {
        let store = try await engine.furnished()()
        let book = Book()
        _ = try await store.readBook(portion: 1) { portion in
            book.accounts.withLock { $0 += portion }
            return false
        }
        #expect(book.accounts.withLock(\.count) == 1)
    }
}
