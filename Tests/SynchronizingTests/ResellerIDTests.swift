import AccountStore
import Accounts
import Samples
import StoredForms
import Synchronizing
import Testing

/// The book of Reseller IDs: what was sent, counted, and what does not fit in it.
@Suite struct ResellerIDTests {
    private typealias World = SynchronizerTests.World

    private func account(_ id: AccountID, _ code: AccountCode, under parent: AccountID? = nil) -> Account {
        Account(
            id: id,
            code: code,
            name: "Name \(code)",
            kind: parent == nil ? .reseller : .endCustomer,
            parent: parent,
            email: "a\(id)@example.com",
            country: "DE"
        )
    }

    private func book(_ world: World) async throws -> ResellerIDBook {
        let system = try #require(try await world.store.system(named: "Dropbox"))
        let definitions = try #require(try await world.store.definitions(of: "Dropbox"))
        return try await world.synchronizer.resellerIDs(on: system, by: definitions)
    }

    private func send(_ id: String, for account: Account, in world: World) async throws {
        var form = try await world.form(account)
        form.enter(id, in: "reseller-id")
        _ = await world.synchronizer.synchronize(form)
    }

    private func refused(_ words: String) -> Exchange<AccountAnswer> {
        FakeVendor.answered(AccountAnswer(code: -5, message: words))
    }

    @Test func `who has which id, who carries it, who differs, what is shared and what was refused`() async throws {
        let answers =
            [refused("unknown id"), refused("still unknown")]
            + (1...9).map { FakeVendor.created(ExternalID("dbx-\($0)")) }
        let world = try await World(FakeVendor(sends: answers))
        // The customer of R-1 has a code before it, and an id in another case is the same.
        let accounts = [
            account("11", "R-8"), account("12", "R-9"), account("13", "A-1", under: "1"),
            account("14", "Z-9", under: "11"),
        ]
        try await world.store.write(accounts)
        let empty = try await book(world)
        #expect(empty.label == "Reseller ID" && empty.resellers.isEmpty && empty.refused.isEmpty)
        try await send("RS-0", for: Samples.reseller, in: world)
        try await send("RS-0", for: Samples.reseller, in: world)
        try await send("RS-77", for: Samples.reseller, in: world)
        try await send("rs-77", for: accounts[0], in: world)
        try await send("RS-5", for: accounts[1], in: world)
        try await send("RS-77", for: Samples.customer, in: world)
        try await send("RS-1", for: accounts[2], in: world)
        try await send("RS-77", for: accounts[3], in: world)
        try await send("RS-0", for: Samples.direct, in: world)
        let book = try await book(world)
        #expect(book.resellers.map(\.account.code) == ["R-1", "R-8", "R-9"])
        #expect(book.resellers.map(\.id) == ["RS-77", "rs-77", "RS-5"])
        #expect(book.resellers.map(\.carriers) == [1, 1, 0])
        #expect(book.resellers.map { $0.differing.map(\.id) } == [["RS-1"], [], []])
        #expect(book.resellers.allSatisfy { $0.provenance == .sent($0.since) && $0.state == .synchronized })
        #expect(book.shared.map { $0.resellers.map(\.code) } == [["R-1", "R-8"]])
        #expect(book.others.map(\.account.code) == ["Z-1"])
        #expect(book.refused.map(\.id) == ["RS-0"])
        #expect(book.refused[0].count == 2 && book.refused[0].isAccepted && book.refused[0].account.code == "R-1")
        #expect(book.refused[0].last.reason == .refused(status: 200, message: "still unknown"))
    }

    @Test func `what is in doubt counts, what was refused or not sent does not`() async throws {
        let world = try await World(FakeVendor(sends: [FakeVendor.status(502), refused("no")]))
        try await send("RS-77", for: Samples.reseller, in: world)
        try await send("RS-78", for: Samples.direct, in: world)
        let book = try await book(world)
        #expect(book.resellers.map(\.state) == [.inDoubt])
        #expect(book.resellers.map(\.provenance) == [.sentUnconfirmed])
        #expect(book.others.isEmpty)
        #expect(book.refused.map(\.isAccepted) == [false])
    }

    @Test(arguments: [401, 403])
    func `an id in a request for which the key was refused was not refused`(status: Int) async throws {
        let key = Exchange<AccountAnswer>
            .answered(Response(status: status, body: .object(message: "wrong key", .noCode)))
        let world = try await World(FakeVendor(sends: [key]))
        try await send("RS-77", for: Samples.reseller, in: world)
        #expect(try await book(world).refused.isEmpty)
        let known = try await world.store.knownResellerIDs(in: "reseller-id", on: "Dropbox")
        #expect(known == KnownResellerIDs())
    }

    @Test func `a system that asks for no Reseller ID has none`() async throws {
        let world = try await World(FakeVendor(sends: [FakeVendor.created("dbx-1")]))
        _ = try await world.store.keep(Array(Samples.fields.prefix(2)), of: "Dropbox", fetched: Samples.moment().wall)
        #expect(try await book(world).label == nil)
    }
}
