import Accounts
import Foundation
import PrivateCluster
import Samples
import StoredForms
import Synchronization
import Synchronizing
import Testing

@testable import TeamStore

/// The program's own calls by a member who is limited to some resellers.
@Suite struct LimitedMemberTests {
    private static func refused(_ limited: LimitedTeam, _ login: String) throws -> StoreFailure {
        .server(path: try limited.team.address(login).name, .scope)
    }

    @Test(arguments: MemberRole.allCases)
    func `each role reads its part as if that were the book`(role: MemberRole) async throws {
        let limited = try await LimitedTeam()
        let store = try limited.team.open(as: limited.team.login(role))
        #expect(store.scope == .below(["R-1", "R-3"]))
        #expect(Set(try await store.allAccounts().map(\.code)) == LimitedTeam.seen)
        let listing = try await store.list(AccountQuery())
        #expect(listing.total == 4 && listing.matches == 4)
        var indexed: [AccountCode] = []
        let found = Collected<AccountCode>()
        _ = try await store.readBook(portion: 10) { portion in
            found.add(portion.map(\.code))
            return true
        }
        indexed = found.all
        #expect(Set(indexed) == LimitedTeam.seen)
        let rows = try await store.rows(listing.entries.map(\.key))
        #expect(rows.first { $0.account.code == "R-3" }?.parentCode == nil)
        #expect(rows.first { $0.account.code == "C-3" }?.parentCode == "R-3")
        #expect(try await store.row(code: "C-2") == nil)
        #expect(try await store.row(id: "outside-2") == nil)
        #expect(try await store.situation(of: "3", on: "Dropbox")?.account.code == "R-3")
        #expect(try await store.situation(of: "outside-2", on: "Dropbox") == nil)
        #expect(try await store.counts(on: "Dropbox") == [.synchronized: 1, .notSynchronized: 3])
        #expect(try await store.history(of: nil, limit: 99).map(\.account) == ["3-1", "3-1"])
        #expect(try await store.runs(limit: 9).map(\.id.rawValue) == [2])
        #expect(try await store.plan(of: RunID(rawValue: 1)) == nil)
        // The run that is about its accounts alone, and that nobody works on.
        #expect(try await store.inbox(InboxQuery(limit: 9)).items.map(\.id) == [.run(RunID(rawValue: 2))])
        #expect(try await store.knownIDs(among: ["id-outside", "new"], on: "Dropbox") == ["id-outside"])
        // The end of the log is known, and whether it is still what was seen.
        let head = try #require(try await store.logHead())
        #expect(head.number == 4)
        #expect(try await store.contains(head) == nil)
        let beyond = LogHead(number: 9, hash: head.hash)
        #expect(try await store.contains(beyond) == .cut(seen: beyond))
    }

    @Test func `what is its own can be imported and sent, and nothing else`() async throws {
        let limited = try await LimitedTeam()
        let login = limited.team.login(.operator)
        let store = try limited.team.open(as: login)
        let refused = try Self.refused(limited, login)
        var changed = LimitedTeam.accounts[1]
        (changed.name, changed.revision) = ("Another name", 2)
        try await store.write([changed, LimitedTeam.account("N-1", "n1", .endCustomer, below: "3")])
        #expect(try await store.row(code: "N-1")?.parentCode == "R-3")
        #expect(try await store.row(code: "R-3")?.account.parent == "outside-top")
        let path = "SELECT path FROM account_sync.accounts WHERE code = 'N-1'"
        #expect(try limited.team.book.cluster.sql(path, in: limited.team.book.database) == "T-1\u{1}R-3\u{1}N-1")
        for account in [
            LimitedTeam.account("N-2", "n2", .directCustomer), LimitedTeam.account("N-2", "n2", .reseller),
            LimitedTeam.account("N-2", "n2", .endCustomer, below: "outside-r"),
            LimitedTeam.account("C-2", "n2", .endCustomer, below: "3"),
            LimitedTeam.account("N-2", "outside-2", .endCustomer, below: "3"),
            LimitedTeam.account("C-1", "2", .endCustomer, below: "outside-r"),
            LimitedTeam.account("C-1", "2", .directCustomer),
            LimitedTeam.account("R-7", "3", .reseller, below: "outside-top"),
        ] {
            let next = LimitedTeam.next(account)
            await #expect(throws: refused, "\(account.code) \(account.id)") { try await store.write([next]) }
        }
        // Between its own resellers an account may move.
        try await store.write([LimitedTeam.next(LimitedTeam.account("C-1", "2", .endCustomer, below: "3"))])
        #expect(try await store.row(code: "C-1")?.parentCode == "R-3")

        // Who holds an email, or an id, is known and not named.
        var taken = Intent.sample(Samples.reseller, "x", email: LimitedTeam.outside.email).by(login)
        #expect(try await store.commit(taken) == .changed([.emailTaken(by: "")]))
        taken.email = LimitedTeam.inside.email
        #expect(try await store.commit(taken) == .changed([.emailTaken(by: "C-3")]))
        guard case .committed = try await store.commit(Intent.sample(Samples.reseller, "y").by(login)),
            case .recorded(let link) = try await store.commit(.created("id-outside"), of: "y", at: .now())
        else {
            Issue.record("not sent")
            return
        }
        #expect(link.state == .conflict, "held, and by nobody who is named")
        let other = Intent.sample(LimitedTeam.outside, "z").by(login)
        guard case .changed(let changes) = try await store.commit(other) else {
            Issue.record("sent")
            return
        }
        #expect(changes.contains(.accountGone))
        #expect(try await store.check().fault != nil, "a part of a chain is no chain")
        #expect(try await limited.team.open(as: limited.team.owner).check().fault == nil)

        // Runs over what is its own.
        var run = NewRun.sample(2)
        (run.by, run.accounts) = (login, ["2", "outside-2"])
        let wrong = run
        await #expect(throws: refused) { try await store.begin(wrong, at: .now()) }
        run.accounts = ["2", "3-1"]
        let id = try await store.begin(run, at: .now())
        #expect(try await store.take([0, 1], of: id, within: RunLimits(), at: .now()) == .taken([0, 1]))
        #expect(try await store.runs(limit: 9).map(\.id) == [id, RunID(rawValue: 2)])
        await #expect(throws: refused) { try await store.setPullState(PullState()) }
    }

    @Test func `what others have under way counts against the limit of a vendor`() async throws {
        let limited = try await LimitedTeam()
        let login = limited.team.login(.operator)
        let (store, owner) = (try limited.team.open(as: login), try limited.team.open(as: limited.team.owner))
        var limits = RunLimits()
        limits.inFlight = 1
        #expect(try await owner.take([1], of: RunID(rawValue: 1), within: limits, at: .now()) == .taken([1]))
        #expect(try await store.take([0], of: RunID(rawValue: 2), within: limits, at: .now()) == .taken([]))
    }

    @Test func `an index that may show too much is read again, and no other is`() async throws {
        let limited = try await LimitedTeam()
        let login = limited.team.login(.viewer)
        let (store, owner) = (try limited.team.open(as: login), try limited.team.open(as: limited.team.owner))
        let operated = try limited.team.open(as: limited.team.other)
        func reshaped(_ store: TeamStore, _ version: Int) async throws -> Bool {
            try await store.changes(since: version).isReshaped
        }
        var version = try await owner.version()
        try await owner.write([LimitedTeam.account("N-1", "n1", .endCustomer, below: "3")])
        #expect(try await !reshaped(store, version))
        #expect(try await store.changes(since: version).accounts.map(\.code) == ["N-1"])
        // An account leaves, which no list of changes would tell.
        version = try await owner.version()
        try await owner.write([LimitedTeam.account("N-1", "n1", .endCustomer, below: "outside-r")])
        #expect(try await reshaped(store, version))
        #expect(try await reshaped(operated, version))
        #expect(try await !reshaped(owner, version))
        // A member's limits are changed, and lifted.
        for scope in [MemberScope.below(["R-1"]), .whole] {
            version = try await owner.version()
            _ = try await owner.admit(login, as: .viewer, scope: scope)
            #expect(try await owner.version() > version)
            #expect(try await reshaped(store, version))
            #expect(try await !reshaped(operated, version))
            #expect(try await !reshaped(owner, version))
        }
    }

    private final class Collected<Value: Sendable>: Sendable {
        private let values = Mutex<[Value]>([])
        var all: [Value] { values.withLock { $0 } }
        func add(_ more: [Value]) { values.withLock { $0 += more } }
    }
}
