import Accounts
import PrivateCluster
import Samples
import StoredForms
import Synchronizing
import TeamStore
import Testing

/// The answer to a COMMIT is lost: whatever came of it is found out, and counts once.
@Suite struct LostCommitTests {
    static let cuts: [(String, CuttingProxy.Cut)] = [
        ("the server never got it", .before), ("its answer was lost", .after),
        ("it came late", .late(.milliseconds(600))),
        ("it came after a wait for its lock had ended", .heldPastLockTimeout),
    ]

    private func stores(_ book: Book) throws -> (cut: TeamStore, plain: TeamStore, proxy: CuttingProxy) {
        let proxy = try CuttingProxy(to: book.cluster)
        let address = try BookAddress(proxy.address(of: book.database), environment: [:])
        return (try TeamStore.open(address, lease: Book.unhurried), try book.open(), proxy)
    }

    @Test(arguments: cuts.indices)
    func `an intent is committed once, and its answer is right`(number: Int) async throws {
        let book = try await Book.furnished()
        let (store, plain, proxy) = try stores(book)
        proxy.cutNext(Self.cuts[number].1)
        guard case .committed(let link) = try await store.commit(.sample()) else {
            Issue.record("not committed")
            return
        }
        #expect(proxy.cuts == 1)
        #expect(number != 3 || proxy.hasSeenLockTimeout, "no wait for its lock has ended")
        #expect(try await plain.row(id: "3")?.links["Dropbox"] == link)
        #expect(try await plain.history(of: nil, limit: 9).map(\.event) == [.intent])
        #expect(try await store.isSending("a"))
    }

    @Test(arguments: cuts.indices)
    func `an outcome is recorded once, and its answer is right`(number: Int) async throws {
        let book = try await Book.furnished()
        let (store, plain, proxy) = try stores(book)
        _ = try await store.commit(.sample())
        proxy.cutNext(Self.cuts[number].1)
        guard case .recorded(let link) = try await store.commit(.created("x"), of: "a", at: Samples.moment(1)) else {
            Issue.record("not recorded")
            return
        }
        #expect(proxy.cuts == 1)
        #expect(number != 3 || proxy.hasSeenLockTimeout, "no wait for its lock has ended")
        #expect(try await plain.row(id: "3")?.links["Dropbox"] == link)
        #expect(try await plain.history(of: nil, limit: 9).map(\.event) == [.outcome, .intent])
    }

    @Test(arguments: cuts.indices)
    func `a change that adds to what is there adds once`(number: Int) async throws {
        let book = try await Book.furnished()
        let (store, plain, proxy) = try stores(book)
        proxy.cutNext(Self.cuts[number].1)
        _ = try await store.changeAccounts(unless: neverStopped) { writer throws(StoreFailure) in
            guard var account = try writer.account(id: "3") else { return ([], 0) }
            account.phone += "1"
            account.revision += 1
            return ([account], 0)
        }
        #expect(proxy.cuts == 1)
        #expect(number != 3 || proxy.hasSeenLockTimeout, "no wait for its lock has ended")
        let account = try await plain.row(id: "3")?.account
        #expect(account?.phone == Samples.direct.phone + "1" && account?.revision == 2)
    }

    /// The negative control: whoever only looks finds nothing, and the intent is there a moment later.
    @Test func `a look right after the cut says the wrong thing`() async throws {
        let book = try await Book.furnished()
        let (store, plain, proxy) = try stores(book)
        proxy.cutNext(.held)
        async let verdict = store.commit(.sample())
        #expect(await proxy.holds())
        #expect(try await plain.row(id: "3")?.links["Dropbox"] == nil)
        proxy.release()
        guard case .committed = try await verdict else {
            Issue.record("not committed")
            return
        }
        #expect(try await plain.row(id: "3")?.links["Dropbox"]?.state == .sending)
    }
}
