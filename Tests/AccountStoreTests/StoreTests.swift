import AccountStore
import Accounts
import Foundation
import GRDB
import Samples
import Synchronizing
import Testing

/// A store in a directory of its own, removed afterwards.
final class TemporaryStore {
    let directory: String
    let store: AccountStore

    init() async throws {
        directory = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        store = try AccountStore.create(directory: directory)
        try await store.write([Samples.reseller, Samples.customer, Samples.direct])
        _ = try await store.add(Samples.system(), sameVendor: false)
        _ = try await store.keep(Samples.fields, of: "Dropbox", fetched: Date())
    }

    deinit { try? FileManager.default.removeItem(atPath: directory) }  // A leftover directory is no fault.

    func intent(
        _ account: Account = Samples.direct,
        _ attempt: AttemptID = "a",
        claim: Intent.Claim = .first,
        generation: Int = 0,
        parent: SyncRequest.Parent? = nil,
        email: String? = nil,
        system: SystemName = "Dropbox"
    ) -> Intent {
        Intent(
            attempt: attempt,
            account: account.id,
            system: system,
            claim: claim,
            basis: .init(account: 1, system: 1, definitions: 1, generation: generation),
            parent: parent,
            email: email ?? account.email,
            options: ["role": "1"],
            begun: Samples.moment(),
            deadline: Samples.moment(30),
            by: "tester"
        )
    }

    func link(_ account: Account = Samples.direct) async throws -> Link? {
        try await store.row(id: account.id)?.links["Dropbox"]
    }
}

@Suite struct JournalTests {
    @Test func `an intent takes the claim once, whoever asks`() async throws {
        let temporary = try await TemporaryStore()
        let second = try AccountStore.open(directory: temporary.directory)
        let stores = [temporary.store, second]
        let verdicts = try await withThrowingTaskGroup(of: IntentVerdict.self) { group in
            for number in 0..<50 {
                let intent = temporary.intent(attempt(number))
                group.addTask { try await stores[number % 2].commit(intent) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(verdicts.count { if case .committed = $0 { true } else { false } } == 1)
        #expect(verdicts.count { if case .claimed = $0 { true } else { false } } == 49)
        #expect(try await temporary.store.history(of: nil, limit: 100).map(\.event) == [.intent])
    }

    private func attempt(_ number: Int) -> AttemptID { AttemptID("attempt-\(number)") }

    @Test func `an outcome is accepted for its own attempt only`() async throws {
        let temporary = try await TemporaryStore()
        let store = temporary.store
        _ = try await store.commit(temporary.intent())
        #expect(try await store.isSending("a"))
        #expect(try await store.commit(.created("x"), of: "other", at: Samples.moment()) == .stale(nil))
        guard case .recorded(let link) = try await store.commit(.created("dbx-1"), of: "a", at: Samples.moment(1))
        else {
            Issue.record("not recorded")
            return
        }
        #expect(link.state == .synchronized && link.origin == .created && link.externalID == "dbx-1")
        guard case .stale = try await store.commit(.refused(status: 200, message: "no"), of: "a", at: Samples.moment(2))
        else {
            Issue.record("accepted twice")
            return
        }
        #expect(try await !store.isSending("a"))
    }

    @Test func `the parent must still be synchronized under the id in the request`() async throws {
        let temporary = try await TemporaryStore()
        let parent = SyncRequest.Parent(id: "1", externalID: "dbx-1")
        #expect(
            try await temporary.store.commit(temporary.intent(Samples.customer, parent: parent)) == .changed([.parent])
        )
        _ = try await temporary.store.commit(temporary.intent(Samples.reseller, "r"))
        _ = try await temporary.store.commit(.created("dbx-1"), of: "r", at: Samples.moment())
        guard case .committed = try await temporary.store.commit(temporary.intent(Samples.customer, parent: parent))
        else {
            Issue.record("refused")
            return
        }
    }

    @Test func `an email serves one account at a vendor`() async throws {
        let temporary = try await TemporaryStore()
        _ = try await temporary.store.commit(temporary.intent(email: "same@x.example"))
        #expect(
            try await temporary.store.commit(temporary.intent(Samples.reseller, "b", email: "same@x.example"))
                == .changed([.emailTaken(by: "Z-1")])
        )
    }

    @Test func `claims hold across two names of one vendor`() async throws {
        let temporary = try await TemporaryStore()
        #expect(
            try await temporary.store.add(Samples.system(name: "Twin"), sameVendor: false)
                == .vendorTaken(by: "Dropbox")
        )
        _ = try await temporary.store.add(Samples.system(name: "Twin"), sameVendor: true)
        _ = try await temporary.store.keep(Samples.fields, of: "Twin", fetched: Date())
        _ = try await temporary.store.commit(temporary.intent())
        guard case .claimed(let link) = try await temporary.store.commit(temporary.intent(attempt(2), system: "Twin"))
        else {
            Issue.record("claimed twice")
            return
        }
        #expect(link.system == "Dropbox")
    }

    @Test func `an external id belongs to one account`() async throws {
        let temporary = try await TemporaryStore()
        _ = try await temporary.store.commit(temporary.intent(Samples.reseller, "r"))
        _ = try await temporary.store.commit(.created("dbx-1"), of: "r", at: Samples.moment())
        _ = try await temporary.store.commit(temporary.intent())
        guard
            case .conflict(let link, let holder) = try await temporary.store.commit(
                .created("dbx-1"),
                of: "a",
                at: Samples.moment()
            )
        else {
            Issue.record("no conflict")
            return
        }
        #expect(link.state == .conflict && holder.account.id == "1")
    }

    @Test func `what a dead process was sending is in doubt, what a living one sends is its own`() async throws {
        let temporary = try await TemporaryStore()
        var second: AccountStore? = try AccountStore.open(directory: temporary.directory)
        _ = try await second?.commit(temporary.intent())
        #expect(try await temporary.store.takeOver(at: Samples.moment(60), by: "t").isEmpty)
        second = nil
        let taken = try await temporary.store.takeOver(at: Samples.moment(60), by: "t")
        #expect(taken.map(\.state) == [.inDoubt])
        #expect(try await temporary.store.takeOver(at: Samples.moment(61), by: "t").isEmpty)
        #expect(try await temporary.store.history(of: nil, limit: 9).map(\.event) == [.takenOver, .intent])
        guard
            case .recorded(let link) = try await temporary.store.commit(
                .created("late"),
                of: "a",
                at: Samples.moment(62)
            )
        else {
            Issue.record("a late outcome is refused")
            return
        }
        #expect(link.state == .synchronized)
    }

    @Test func `the history cannot be changed`() async throws {
        let temporary = try await TemporaryStore()
        _ = try await temporary.store.commit(temporary.intent())
        let queue = try DatabaseQueue(path: temporary.store.path)
        for sql in [
            "UPDATE log SET detail = 'x'", "DELETE FROM log", "UPDATE attempts SET request_hash = ''",
            "DELETE FROM attempts",
        ] {
            #expect(throws: DatabaseError.self) { try queue.write { try $0.execute(sql: sql) } }
        }
    }

    @Test func `adopting, abandoning and unlinking go only where they may`() async throws {
        let temporary = try await TemporaryStore()
        let store = temporary.store
        _ = try await store.commit(temporary.intent())
        _ = try await store.commit(.inDoubt(.broken(.connectionLost)), of: "a", at: Samples.moment())
        let doubtful = try #require(try await temporary.link())
        guard case .stale = try await store.unlink(doubtful, at: Samples.moment(), by: "t") else {
            Issue.record("unlinked a doubt")
            return
        }
        guard case .recorded(let given) = try await store.abandon(doubtful, at: Samples.moment(), by: "t") else {
            Issue.record("not abandoned")
            return
        }
        guard case .stale = try await store.abandon(doubtful, at: Samples.moment(), by: "t") else {
            Issue.record("abandoned twice")
            return
        }
        guard case .claimed = try await store.commit(temporary.intent(attempt(9), generation: 1)) else {
            Issue.record("the claim is gone")
            return
        }
        guard
            case .recorded(let adopted) = try await store.adopt(
                Adoption(seen: given, externalID: "dbx-5", options: given.options, parent: nil),
                at: Samples.moment(),
                by: "t"
            )
        else {
            Issue.record("not adopted")
            return
        }
        #expect(adopted.state == .synchronized)
        guard case .recorded(let unlinked) = try await store.unlink(adopted, at: Samples.moment(), by: "t") else {
            Issue.record("not unlinked")
            return
        }
        #expect(unlinked.state == .inDoubt, "an attempt of ours came before")
    }

    @Test func `integrity holds after all of it`() async throws {
        let temporary = try await TemporaryStore()
        _ = try await temporary.store.commit(temporary.intent())
        _ = try await temporary.store.commit(.created("x"), of: "a", at: Samples.moment())
        let queue = try DatabaseQueue(path: temporary.store.path)
        try await queue.read { database in
            let integrity = try String.fetchOne(database, sql: "PRAGMA integrity_check")
            #expect(integrity == "ok")
            let orphan = try Row.fetchOne(database, sql: "PRAGMA foreign_key_check")
            #expect(orphan == nil)
        }
    }
}

extension TemporaryStore {
    func intent(_ attempt: AttemptID, generation: Int = 0, system: SystemName = "Dropbox") -> Intent {
        intent(Samples.direct, attempt, generation: generation, system: system)
    }
}
