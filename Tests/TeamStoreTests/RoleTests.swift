import Accounts
import Foundation
import PrivateCluster
import Samples
import StoredForms
import Synchronizing
import Testing

@testable import TeamStore

/// The program's own calls, by each role.
@Suite struct RoleTests {
    @Test(arguments: [MemberRole.operator, .approver, .administrator])
    func `who sends can do all that the engine asks of a store`(role: MemberRole) async throws {
        let team = try await Team()
        let login = team.login(role)
        let store = try team.open(as: login)
        #expect(store.role == role && store.login == login)
        var account = Samples.direct
        (account.name, account.revision) = ("Changed", 2)
        try await store.write([account])
        account.revision = 1
        let system: SystemName = "Dropbox"
        _ = try await store.keep(Samples.fields, of: system, fetched: Date())

        // Created, wrongly adopted, given up.
        let intent = Intent.sample(Samples.reseller, "a").by(login)
        guard case .committed = try await store.commit(intent) else {
            Issue.record("not committed")
            return
        }
        #expect(try await store.isSending("a"))
        guard case .recorded(let link) = try await store.commit(.created("DBX-1"), of: "a", at: .now()) else {
            Issue.record("not recorded")
            return
        }
        #expect(link.state == .synchronized && link.by == login)
        #expect(try await store.keep(nil, of: link, askedAt: Date()))
        try await store.setExistsProved(system)
        try await store.setPause(system, .endedBeforeSending)
        try await store.setPause(system, nil)

        account = try #require(try await store.row(id: Samples.direct.id)).account
        var other = Intent.sample(account, "b").by(login)
        other.basis.account = 2
        guard case .committed = try await store.commit(other) else {
            Issue.record("not committed: \(try await store.commit(other))")
            return
        }
        guard case .recorded(let doubt) = try await store.commit(.inDoubt(.status(502)), of: "b", at: .now()) else {
            Issue.record("not recorded")
            return
        }
        #expect(try await store.takeTurn(toAskAbout: doubt, at: .now(), after: .seconds(1)))
        try await store.record(Probe(.present, at: .now()), of: doubt, by: login)
        let adoption = Adoption(seen: doubt, externalID: "DBX-2")
        guard case .recorded(let adopted) = try await store.adopt(adoption, at: .now(), by: login) else {
            Issue.record("not adopted")
            return
        }
        guard case .recorded(let unlinked) = try await store.unlink(adopted, at: .now(), by: login) else {
            Issue.record("not unlinked")
            return
        }
        guard case .recorded(let abandoned) = try await store.abandon(unlinked, at: .now(), by: login) else {
            Issue.record("not given up")
            return
        }
        #expect(abandoned.state == .abandoned)
        #expect(try await store.history(of: nil, limit: 10).allSatisfy { $0.by == login })

        // A run.
        var run = NewRun.sample(3)
        run.by = login
        let id = try await store.begin(run, at: .now())
        #expect(try await store.take([1, 2], of: id, within: RunLimits(), at: .now()) == .taken([1, 2]))
        try await store.giveBack(2, of: id)
        try await store.end([1: RunRecord(.synchronized, at: Date(), by: login)], of: id)
        try await store.stop(id, by: login, at: .now())
        #expect(try await store.finish(id, .complete, at: .now())?.isOver == true)
        _ = try await store.reserveTurn(on: system, every: .seconds(1), longest: .zero, at: .now())
        try await store.holdOff(system, for: .seconds(1), at: .now())
        try await store.hold(system, for: .seconds(1), at: .now())
        try await store.release(system)
        try await store.setPullState(PullState())
        #expect(try await store.takeOver(at: .now(), by: login).isEmpty)

        // What is for administrators.
        guard role == .administrator else {
            let refused = StoreFailure.server(path: try team.address(login).name, .role(role))
            await #expect(throws: refused) { try await store.setDisabled(system, true) }
            await #expect(throws: refused) { try await store.admit(team.stray, as: .viewer) }
            await #expect(throws: refused) { try await store.removeBSS() }
            return
        }
        guard case .done = try await store.setDisabled(system, true) else {
            Issue.record("not disabled")
            return
        }
        #expect(try await store.admit(team.stray, as: .viewer) == .done)
        #expect(try await store.members().map(\.login).contains(team.stray))
        #expect(try await store.dismiss(team.stray) == .done)
    }

    @Test func `a viewer reads, and is told its role when it would write`() async throws {
        let team = try await Team()
        let viewer = try team.open(as: team.login(.viewer))
        #expect(viewer.isReadOnly && viewer.role == .viewer)
        #expect(try await viewer.allAccounts().count == 3)
        #expect(try await viewer.members().count == 6)
        let refused = StoreFailure.server(path: try team.address(viewer.login).name, .role(.viewer))
        await #expect(throws: refused) { try await viewer.write([Samples.direct]) }
        await #expect(throws: refused) { try await viewer.commit(Intent.sample().by(viewer.login)) }
        #expect(try await viewer.takeOver(at: .now(), by: "x").isEmpty)
    }

    @Test func `a role that is taken away while a book is open is told`() async throws {
        let team = try await Team()
        let login = team.login(.operator)
        let store = try team.open(as: login)
        try await team.admit(login, as: .viewer)
        let name = try team.address(login).name
        let refused = StoreFailure.server(path: name, .roleChanged(from: .operator, to: .viewer))
        await #expect(throws: refused) { try await store.setExistsProved("Dropbox") }
        #expect(try await store.allAccounts().count == 3)
    }

    @Test
    func `a member that becomes the book's owner is listed once, and one that the server has forgotten is marked`()
        async throws
    {
        let team = try await Team(hasLoginsOfItsOwn: true)
        let (heir, gone) = (team.login(.operator), team.login(.viewer))
        // As an administrator of the server does it by hand.
        try team.book.cluster.sql("DROP OWNED BY \(gone); DROP ROLE \(gone)", in: team.book.database)
        try team.book.cluster.sql("REASSIGN OWNED BY \(team.owner) TO \(heir)", in: team.book.database)
        let store = try team.open(as: heir)
        #expect(store.role == .administrator)
        let members = try await store.members()
        #expect(members.map(\.login).filter { $0 == heir } == [heir])
        #expect(members.first?.login == heir && members.filter(\.isOwner).map(\.login) == [heir])
        #expect(members.filter { !$0.isOnServer }.map(\.login) == [gone])
        #expect(try await store.dismiss(gone) == .done)
        #expect(try await store.members().allSatisfy(\.isOnServer))
        // The one who owned it before is like anybody.
        #expect(try await store.admit(team.owner, as: .viewer) == .done)
        #expect(try team.open(as: team.owner).role == .viewer)
    }

    @Test func `an outcome is its sender's, though somebody else has put it in doubt meanwhile`() async throws {
        let team = try await Team()
        let login = team.login(.operator)
        let (sender, sweeper) = (try team.open(as: login), try team.open(as: team.other))
        _ = try await sender.commit(Intent.sample().by(login))
        try team.book.endLeases()
        #expect(try await sweeper.takeOver(at: .now(), by: team.other).map(\.by) == [team.other])
        guard case .recorded(let link) = try await sender.commit(.created("DBX-1"), of: "a", at: .now()) else {
            Issue.record("lost")
            return
        }
        #expect(link.by == login && link.state == .synchronized)
    }

    @Test func `a machine whose clock is wrong is told so`() async throws {
        let team = try await Team()
        let store = try team.open(as: team.other)
        var intent = Intent.sample().by(team.other)
        intent.begun.wall -= 3_600
        let late = intent
        await #expect(throws: StoreFailure.server(path: try team.address(team.other).name, .clock)) {
            try await store.commit(late)
        }
    }
}
