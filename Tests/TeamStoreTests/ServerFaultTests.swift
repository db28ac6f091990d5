import Accounts
import PrivateCluster
import Samples
import StoredForms
import Synchronizing
import TestKit
import Testing

@testable import TeamStore

/// What can be wrong with a server and the way there, each told as what it is.
@Suite struct ServerFaultTests {
    private func fault(_ address: String) throws -> ServerFault? {
        do {
            _ = try TeamStore.open(try BookAddress(address, environment: [:]))
            return nil
        } catch StoreFailure.server(_, let fault) {
            return fault
        }
    }

    @Test func `no server`() throws {
        for address in ["postgresql:///book?host=/tmp/no-such-folder", "postgresql://127.0.0.1:1/book"] {
            guard case .unreachable(let words)? = try fault(address) else {
                Issue.record("\(address)")
                continue
            }
            #expect(!words.isEmpty && !words.contains("\n"))
        }
    }

    @Test func `no database`() throws {
        #expect(try fault(try PrivateCluster.shared().address(of: "nosuch")) == .noDatabase)
    }

    @Test func `no password, a wrong one, one that others may read, and the right one`() async throws {
        let book = try await Book.furnished()
        let user = "guarded_" + book.database
        try book.cluster.sql("CREATE ROLE \(user) LOGIN SUPERUSER PASSWORD 'correct'; GRANT guarded TO \(user)")
        let directory = try TemporaryDirectory()
        func address(_ file: String) -> String {
            book.cluster.address(of: book.database, user: user) + "&passfile=\(directory.file(file))"
        }
        try directory.write("wrong", "*:*:*:*:false\n")
        try directory.write("open", "*:*:*:*:correct\n", mode: 0o644)
        try directory.write("right", "*:*:*:*:correct\n")
        #expect(try fault(address("none")) == .noPassword)
        guard case .refused? = try fault(address("wrong")) else {
            Issue.record("let in with a wrong password")
            return
        }
        #expect(try fault(address("open")) == .passwordFileExposed(directory.file("open")))
        #expect(try fault(address("right")) == nil)
    }

    @Test func `what an administrator sets for a login does not hide the book from it`() async throws {
        let team = try await Team(hasLoginsOfItsOwn: true)
        let login = team.login(.operator)
        try team.book.cluster.sql("ALTER ROLE \(login) SET row_security = off")
        #expect(try await team.open(as: login).row(id: Samples.direct.id) != nil)
    }

    @Test(.timeLimit(.minutes(20))) func `what another session holds is told as that`() async throws {
        let book = try await Book.furnished()
        let store = try book.open()
        let hold = "SELECT 1 FROM account_sync.workspace FOR UPDATE; SELECT pg_sleep(60)"
        let holding = Task.detached { try book.cluster.sql(hold, in: book.database) }
        // Once it sleeps, it holds the row.
        let sleepers =
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = '\(book.database)'"
        while try book.cluster.sql(sleepers) == "0" { try await Task.sleep(for: .milliseconds(20)) }
        do {
            try await store.write([Samples.direct])
            Issue.record("written")
        } catch StoreFailure.server(_, .held) {}
        try book.cluster.sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = '\(book.database)'"
        )
        _ = await holding.result
    }

    @Test func `more connections than it takes`() async throws {
        let book = try await Book.furnished()
        let user = "few_" + book.database
        try book.cluster.sql("CREATE ROLE \(user) LOGIN CONNECTION LIMIT 0")
        #expect(try fault(book.cluster.address(of: book.database, user: user)) == .tooManyConnections)
    }

    @Test func `a login that may do nothing`() async throws {
        let book = try await Book.furnished()
        let user = "nobody_" + book.database
        try book.cluster.sql("CREATE ROLE \(user) LOGIN")
        #expect(try fault(book.cluster.address(of: book.database, user: user)) == .noMember)
    }

    @Test func `texts in another encoding`() throws {
        let cluster = try PrivateCluster.shared()
        let name = try cluster.database() + "ascii"
        try cluster.sql("CREATE DATABASE \(name) TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE 'C'")
        #expect(try fault(cluster.address(of: name)) == .encoding("SQL_ASCII"))
    }

    @Test func `no book, a book that is there already, and what another program made`() async throws {
        let cluster = try PrivateCluster.shared()
        let (bare, taken) = (try cluster.database(), try cluster.database())
        try cluster.sql("CREATE SCHEMA account_sync; CREATE TABLE account_sync.workspace (id int)", in: taken)
        let book = try await Book.furnished()
        func address(_ database: String) throws -> BookAddress {
            try BookAddress(cluster.address(of: database), environment: [:])
        }
        let (bareBook, takenBook, ours) = (try address(bare), try address(taken), try book.address)
        #expect(throws: StoreFailure.missing(path: bareBook.name)) { try TeamStore.open(bareBook) }
        #expect(throws: StoreFailure.foreign(path: takenBook.name)) { try TeamStore.open(takenBook) }
        #expect(throws: StoreFailure.foreign(path: takenBook.name)) { try TeamStore.create(takenBook) }
        #expect(throws: StoreFailure.exists(path: ours.name)) { try TeamStore.create(ours) }
    }

    @Test func `a later book runs as long as it says so`() async throws {
        let book = try await Book.furnished()
        func set(_ version: Int, _ least: Int) throws {
            let sql = "UPDATE account_sync.workspace SET version = \(version), least_version = \(least)"
            try book.cluster.sql(sql, in: book.database)
        }
        try set(99, 1)
        #expect(try await book.open().allAccounts().count == 3)
        try set(99, 99)
        let name = try book.address.name
        #expect(throws: StoreFailure.newerSchema(path: name, found: 99, known: Schema.known)) { try book.open() }
    }

    @Test(arguments: [true, false])
    func `a program that is open while the book outgrows it is told so, and writes nothing more`(
        isGuarded: Bool
    ) async throws {
        let book = try await Book.furnished()
        let store = try book.open()
        var reach = store.reach().makeAsyncIterator()
        guard case .committed = try await store.commit(.sample()) else {
            Issue.record("not committed")
            return
        }
        // Without the trigger it goes on.
        if !isGuarded { try book.cluster.sql("DROP TRIGGER known ON account_sync.workspace", in: book.database) }
        let sql = "UPDATE account_sync.workspace SET version = 99, least_version = 99"
        try book.cluster.sql(sql, in: book.database)
        let outgrown = StoreFailure.newerSchema(path: try book.address.name, found: 99, known: Schema.known)
        #expect(await reach.next() == .some(.some(outgrown)))
        let intent = Intent.sample(Samples.reseller, "b")
        guard isGuarded else {
            _ = try await store.commit(intent)
            return
        }
        await #expect(throws: outgrown) { try await store.commit(intent) }
        await #expect(throws: outgrown) {
            try await store.commit(.refused(status: 400, message: "no"), of: "a", at: Samples.moment(1))
        }
    }

    @Test func `what is heard does not say that a book can be read again`() async throws {
        let book = try await Book.furnished()
        let store = try book.open()
        let (cluster, database) = (book.cluster, book.database)
        var reach = store.reach().makeAsyncIterator()
        try cluster.sql("DROP TRIGGER known ON account_sync.workspace", in: database)
        try cluster.sql("UPDATE account_sync.workspace SET version = 99, least_version = 99", in: database)
        let outgrown = StoreFailure.newerSchema(path: try book.address.name, found: 99, known: Schema.known)
        #expect(await reach.next() == .some(.some(outgrown)))
        let begun = ContinuousClock.now
        let restoring = Task {
            for _ in 0..<10 {
                try cluster.sql("NOTIFY account_sync", in: database)
                try await Task.sleep(for: .milliseconds(300))
            }
            try cluster.sql("UPDATE account_sync.workspace SET least_version = 1", in: database)
        }
        #expect(await reach.next() == .some(.none))
        #expect(ContinuousClock.now - begun >= .seconds(3))
        try await restoring.value
    }

    @Test func `a server that drops its connections is asked again`() async throws {
        let book = try await Book.furnished()
        let store = try book.open()
        _ = try await store.allAccounts()
        try book.cluster.sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '\(book.database)'"
        )
        #expect(try await store.allAccounts().count == 3)
        guard case .committed = try await store.commit(.sample()) else {
            Issue.record("not committed")
            return
        }
    }

    @Test func `what PostgreSQL does not take is refused, and nothing is written`() async throws {
        let book = try await Book.furnished()
        let (store, name) = (try book.open(), try book.address.name)
        var account = Samples.direct
        account.name = "a\u{0}b"
        let withNUL = account
        await #expect(throws: StoreFailure.self) { try await store.write([withNUL]) }
        account.name = Samples.direct.name
        account.revision = 2
        // Random, since what repeats itself is compressed.
        account.email = String((0..<9_000).map { _ in Character(Unicode.Scalar(UInt8.random(in: 97...122))) })
        let withLongEmail = account
        await #expect(throws: StoreFailure.server(path: name, .tooLong)) { try await store.write([withLongEmail]) }
        #expect(try await store.row(id: account.id)?.account == Samples.direct)
    }
}
