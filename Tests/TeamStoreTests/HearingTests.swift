import Accounts
import PrivateCluster
import Samples
import StoredForms
import Synchronizing
import Testing

@testable import TeamStore

/// What others change is heard of at once.
@Suite struct HearingTests {
    @Test func `a change is said once it is committed, and nothing is said of what changes nothing`() async throws {
        let book = try await Book.furnished()
        let (store, other) = (try book.open(), try book.open())
        let line = other.listening
        #expect(try await !line.use { try $0.opened().hearsOfChange(within: .milliseconds(100)) })
        _ = try await store.commit(.sample())
        #expect(try await line.use { try $0.opened().hearsOfChange(within: .seconds(60)) })
        guard case .claimed = try await other.commit(.sample(Samples.direct, "b")) else {
            Issue.record("claimed twice")
            return
        }
        #expect(try await !line.use { try $0.opened().hearsOfChange(within: .milliseconds(300)) })
    }

    @Test func `a change is seen within a second where nothing is ever heard, as behind a pooler`() async throws {
        let book = try await Book.furnished()
        let proxy = try CuttingProxy(to: book.cluster)
        // What a server says of a change by itself.
        proxy.treat { $0.side == .server && $0.bytes.first == UInt8(ascii: "A") ? .drop : .pass }
        let watching = try TeamStore.open(try BookAddress(proxy.address(of: book.database), environment: [:]))
        let changing = try book.open()
        var changes = watching.mayHaveChanged().makeAsyncIterator()
        // What is there to begin with.
        await changes.next()
        var waits: [Duration] = []
        for number in 1...4 {
            var account = Samples.direct
            account.phone = "+4\(number)"
            try await changing.write([account])
            let begun = ContinuousClock.now
            await changes.next()
            waits.append(ContinuousClock.now - begun)
            #expect(try await watching.row(id: account.id)?.account.phone == account.phone)
        }
        // A second, and as much for a machine that does other things, which only makes them longer. Whoever looked less
        // often would see none of them sooner: each is written when it has just looked.
        // Whoever misses every second change never sees two of them in a row so soon.
        let best = try #require(zip(waits, waits.dropFirst()).map { max($0, $1) }.min())
        #expect(best < .seconds(2), "\(waits)")
    }

    /// The control: LISTEN is accepted behind a pooler as well, and whoever believes it never hears of the change that another
    /// one, who also asks, has seen long since.
    @Test func `whoever only listens hears nothing where nothing is passed on`() async throws {
        let book = try await Book.furnished()
        let proxy = try CuttingProxy(to: book.cluster)
        proxy.treat { $0.side == .server && $0.bytes.first == UInt8(ascii: "A") ? .drop : .pass }
        let address = try BookAddress(proxy.address(of: book.database), environment: [:])
        let (believing, watching, near) = (try TeamStore.open(address), try TeamStore.open(address), try book.open())
        for store in [believing, near] {
            #expect(try await !store.listening.use { try $0.opened().hearsOfChange(within: .milliseconds(50)) })
        }
        var changes = watching.mayHaveChanged().makeAsyncIterator()
        await changes.next()
        _ = try await book.open().commit(.sample())
        await changes.next()
        #expect(try await near.listening.use { try $0.opened().hearsOfChange(within: .seconds(60)) })
        #expect(try await !believing.listening.use { try $0.opened().hearsOfChange(within: .seconds(2)) })
    }

    @Test func `a network that dies without a word is told by itself, and so is its return`() async throws {
        let book = try await Book.furnished()
        let proxy = try CuttingProxy(to: book.cluster)
        let store = try TeamStore.open(try BookAddress(proxy.address(of: book.database), environment: [:]))
        var changes = store.mayHaveChanged().makeAsyncIterator()
        var reach = store.reach().makeAsyncIterator()
        await changes.next()
        proxy.treat { _ in .swallow }
        let begun = ContinuousClock.now
        guard case .some(.some(.server(_, let fault))) = await reach.next() else {
            Issue.record("nothing was told")
            return
        }
        #expect(fault == .noAnswer)
        // It takes nine seconds; whoever waits as long as for any other statement takes 35.
        #expect(ContinuousClock.now - begun < .seconds(30))
        proxy.treat(nil)
        #expect(await reach.next() == .some(nil))
        withExtendedLifetime(changes) {}
    }

    @Test(.timeLimit(.minutes(20)))
    func `a login that the server lets in no more is told so, once its connection is gone`()
        async throws
    {
        let book = try await Book.furnished()
        let login = "out_" + book.database
        try book.cluster.sql("CREATE ROLE \(login) LOGIN SUPERUSER")
        let address = try BookAddress(book.cluster.address(of: book.database, user: login), environment: [:])
        let store = try TeamStore.open(address)
        var changes = store.mayHaveChanged().makeAsyncIterator()
        var reach = store.reach().makeAsyncIterator()
        await changes.next()
        try book.cluster.sql("ALTER ROLE \(login) NOLOGIN")
        try book.cluster.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '\(login)'")
        var told: [ServerFault] = []
        while case .some(.some(.server(_, let fault))) = await reach.next() {
            told.append(fault)
            if case .refused = fault { break }
        }
        guard case .refused(let words)? = told.last else {
            Issue.record("\(told)")
            return
        }
        #expect(words.contains("not permitted to log in") && told.count <= 2, "\(told)")
        withExtendedLifetime(changes) {}
    }
}
