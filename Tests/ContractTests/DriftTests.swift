import Accounts
import Foundation
import Samples
import Synchronizing
import Testing

/// What is compared with vendors, and the orders that verify links.
@Suite struct DriftTests {
    /// A workspace in which the reseller and its customer are synchronized.
    private func linked(_ engine: Engine) async throws -> any Store {
        let store = try await engine.furnished()()
        var intent = Intent.sample(Samples.reseller, "r")
        intent.traits = Samples.reseller.traits
        _ = try await store.commit(intent)
        _ = try await store.commit(.created("dbx-1"), of: "r", at: Samples.moment(1))
        let parent = SyncRequest.Parent(id: "1", externalID: "dbx-1")
        _ = try await store.commit(.sample(Samples.customer, "c", parent: parent))
        _ = try await store.commit(.created("dbx-2"), of: "c", at: Samples.moment(2))
        return store
    }

    @Test(arguments: Engine.all)
    func `what was sent of an account is kept, and an earlier intent has none`(engine: Engine) async throws {
        let store = try await linked(engine)
        let accounts = try await store.linkedAccounts(after: nil, on: nil, limit: 9)
        #expect(accounts.map(\.intent?.traits) == [Samples.reseller.traits, nil])
        #expect(accounts.map(\.account) == [Samples.reseller, Samples.customer])
        #expect(accounts.map(\.link.externalID) == ["dbx-1", "dbx-2"])
        #expect(accounts.map(\.parent?.account.id) == [nil, "1"])
        #expect(accounts.map(\.sentParent?.link?.externalID) == [nil, "dbx-1"])
    }

    @Test(arguments: Engine.all)
    func `linked accounts come some at a time, and only those that may be at a vendor`(engine: Engine) async throws {
        let store = try await linked(engine)
        _ = try await store.commit(.sample())
        _ = try await store.commit(.refused(status: 200, message: "no"), of: "a", at: Samples.moment(3))
        var seen: [AccountID] = []
        var last: Link.ID?
        while true {
            let next = try await store.linkedAccounts(after: last, on: "Dropbox", limit: 1)
            guard let link = next.first?.link else { break }
            seen.append(link.account)
            last = link.id
        }
        #expect(seen == ["1", "2"])
        #expect(try await store.linkedAccounts(after: nil, on: "Other", limit: 9).isEmpty)
        #expect(try await store.linkedAccounts(of: "2").map(\.link.account) == ["2"])
        #expect(try await store.linkedAccounts(of: "3").isEmpty)
    }

    @Test(arguments: Engine.all)
    func `who else has an id is known, whatever the registration`(engine: Engine) async throws {
        let store = try await linked(engine)
        let other = Samples.system("https://elsewhere.example", name: "Elsewhere")
        _ = try await store.add(other, sameVendor: false)
        _ = try await store.keep(Samples.fields, of: "Elsewhere", fetched: Samples.moment().wall)
        _ = try await store.commit(.sample(Samples.direct, "d", system: "Elsewhere"))
        _ = try await store.commit(.created(" dbx-2"), of: "d", at: Samples.moment(3))
        let linked = try await store.linkedAccounts(after: nil, on: nil, limit: 9)
        #expect(linked.map { $0.sharing.map(\.account.id) } == [[], ["3"], ["2"]])
        #expect(try await store.knownIDs(among: ["dbx-1", "dbx-2", "dbx-9"], on: "Dropbox") == ["dbx-1", "dbx-2"])
        #expect(try await store.knownIDs(among: ["dbx-1", "dbx-2"], on: "Elsewhere") == ["dbx-2"])
        #expect(try await store.knownIDs(among: ["dbx-1"], on: "Nowhere").isEmpty)
    }

    @Test(arguments: Engine.all)
    func `a parent that an import or a pull refused is known beside the account`(engine: Engine) async throws {
        let store = try await linked(engine)
        func keep(_ source: RefusedRows.Source, _ kind: RowProblem.Kind, to parent: AccountCode?) async throws {
            var problem = RowProblem(place: FilePlace(line: 4), column: "parent_code", code: "C-1", id: "2", kind: kind)
            problem.parent = parent
            let rows = RefusedRows([problem], of: source, at: Samples.moment(5).wall)
            _ = try await store.changeAccounts { writer throws(StoreFailure) in
                try writer.keep(rows)
                return true
            }
        }
        try await keep(.file("a.csv"), .cycle, to: nil)
        #expect(try await store.linkedAccounts(of: "2").map(\.refusedParent) == [nil])
        try await keep(.file("a.csv"), .fixedParent, to: "R-8")
        #expect(try await store.linkedAccounts(of: "2").map(\.refusedParent) == [.init("R-8")])
        try await keep(.bss, .fixedParent, to: nil)
        let all = try await store.linkedAccounts(after: nil, on: nil, limit: 9)
        #expect(all.map(\.refusedParent) == [nil, .init(nil)], "what the BSS has counts more than a file")
        let none = RefusedRows([RowProblem](), of: .bss, at: Samples.moment(6).wall)
        _ = try await store.changeAccounts { writer throws(StoreFailure) in
            try writer.keep(none)
            return true
        }
        #expect(try await store.linkedAccounts(of: "2").map(\.refusedParent) == [.init("R-8")])
        var account = try #require(try await store.row(id: "2")?.account)
        account.origin = Account.Origin(.bss, asOf: Samples.moment(7).wall)
        account.revision += 1
        try await store.write([account])
        #expect(try await store.linkedAccounts(of: "2").map(\.refusedParent) == [nil], "the BSS has it now")
    }

    // MARK: Witnesses

    private let witness = Witness(
        order: "o-1",
        product: "Dropbox Business",
        placed: Stamp(nanoseconds: 5),
        seen: Samples.moment(9).wall
    )

    @Test(arguments: Engine.all)
    func `an order verifies a link, and is read as it was written`(engine: Engine) async throws {
        let store = try await linked(engine)
        #expect(try await store.unverified(on: nil, limit: 9).map(\.account.id) == ["1", "2"])
        let link = try #require(try await store.link(Samples.reseller))
        #expect(try await store.keep(witness, of: link, askedAt: Samples.moment(9).wall))
        #expect(try await store.link(Samples.reseller)?.witness == witness)
        #expect(try await store.unverified(on: "Dropbox", limit: 9).map(\.account.id) == ["2"])
        #expect(try await store.unverified(on: "Other", limit: 9).isEmpty)
        #expect(try await !store.keep(nil, of: link, askedAt: Samples.moment(10).wall), "it is verified already")
        #expect(try await store.link(Samples.reseller)?.witness == witness)
    }

    @Test(arguments: Engine.all)
    func `those asked about longest ago come first`(engine: Engine) async throws {
        let store = try await linked(engine)
        let links = try await store.unverified(on: nil, limit: 9).compactMap(\.link)
        #expect(try await store.keep(nil, of: links[0], askedAt: Samples.moment(9).wall))
        #expect(try await store.unverified(on: nil, limit: 9).map(\.account.id) == ["2", "1"])
        #expect(try await store.unverified(on: nil, limit: 1).map(\.account.id) == ["2"])
        #expect(try await store.keep(nil, of: links[1], askedAt: Samples.moment(10).wall))
        #expect(try await store.unverified(on: nil, limit: 9).map(\.account.id) == ["1", "2"])
    }

    @Test(arguments: Engine.all)
    func `what verified a link is gone with it`(engine: Engine) async throws {
        let store = try await engine.furnished()()
        let request = SyncRequest(account: Samples.direct, options: [:])
        guard
            case .recorded(let found) = try await store.recordFound(
                "dbx-1",
                request: request,
                on: "Dropbox",
                at: Samples.moment(),
                by: "t"
            )
        else {
            Issue.record("not found")
            return
        }
        #expect(try await !store.keep(witness, of: found, askedAt: Samples.moment(1).wall), "nothing is synchronized")
        func adopt(_ seen: Link, at moment: Moment = Samples.moment(2)) async throws -> Link? {
            _ = try await store.adopt(Adoption(seen: seen, externalID: "dbx-1"), at: moment, by: "t")
            return try await store.link()
        }
        let adopted = try #require(try await adopt(found))
        #expect(try await store.keep(witness, of: adopted, askedAt: Samples.moment(3).wall))
        let verified = try #require(try await store.link())
        #expect(verified.witness == witness)
        _ = try await store.unlink(verified, at: Samples.moment(4), by: "t")
        #expect(try await store.link() == nil)
        guard
            case .recorded(let again) = try await store.recordFound(
                "dbx-1",
                request: request,
                on: "Dropbox",
                at: Samples.moment(5),
                by: "t"
            )
        else {
            Issue.record("not found again")
            return
        }
        #expect(try await adopt(again, at: Samples.moment(6))?.witness == nil)
        #expect(
            try await !store.keep(witness, of: adopted, askedAt: Samples.moment(6).wall),
            "an order of the old link"
        )
        #expect(try await store.unverified(on: nil, limit: 9).count == 1)
    }

    @Test(arguments: Engine.all)
    func `what verified an adoption is gone when it is in doubt again`(engine: Engine) async throws {
        let store = try await engine.furnished()()
        _ = try await store.commit(.sample())
        _ = try await store.commit(.inDoubt(.broken(.connectionLost)), of: "a", at: Samples.moment(1))
        let doubtful = try #require(try await store.link())
        _ = try await store.adopt(Adoption(seen: doubtful, externalID: "dbx-1"), at: Samples.moment(2), by: "t")
        let adopted = try #require(try await store.link())
        #expect(try await store.keep(witness, of: adopted, askedAt: Samples.moment(3).wall))
        let verified = try #require(try await store.link())
        _ = try await store.unlink(verified, at: Samples.moment(4), by: "t")
        let again = try await store.link()
        #expect(again?.state == .inDoubt && again?.witness == nil)
    }
}
