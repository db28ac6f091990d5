import AccountStore
import Accounts
import Foundation
import InMemory
import Samples
import StoredForms
import Synchronization
import Synchronizing
import Testing

/// The synchronizer over the real store, with a vendor that answers as it is told.
@Suite struct SynchronizerTests {
    final class World: Sendable {
        let store: AccountStore
        let timekeeper = FakeTimekeeper()
        let synchronizer: Synchronizer
        let vendor: FakeVendor
        private let path: String

        init(
            _ vendor: FakeVendor,
            clock: (any Timekeeper)? = nil,
            journal: (@Sendable (AccountStore) -> any SendingStore)? = nil,
            readAgain: (@Sendable (AccountStore) -> AccountReader)? = nil
        ) async throws {
            path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
            store = try AccountStore.create(directory: path)
            try await store.write([Samples.reseller, Samples.customer, Samples.direct])
            _ = try await store.add(Samples.system(), sameVendor: false)
            _ = try await store.keep(Samples.fields, of: "Dropbox", fetched: Date())
            self.vendor = vendor
            let reader = readAgain?(store)
            synchronizer = Self.synchronizer(store, journal?(store) ?? store, vendor, clock ?? timekeeper, reader)
        }

        /// A synchronizer of one more process on the same workspace.
        func anotherProcess() throws -> Synchronizer {
            let store = try AccountStore.open(directory: path)
            return Self.synchronizer(store, store, vendor, timekeeper)
        }

        private static func synchronizer(
            _ store: AccountStore,
            _ journal: any SendingStore,
            _ vendor: FakeVendor,
            _ timekeeper: any Timekeeper,
            _ readAgain: AccountReader? = nil
        ) -> Synchronizer {
            let numbers = Mutex(0)
            let counter = Counter(numbers)
            var dependencies = Dependencies(
                journal: journal,
                cases: journal,
                situations: journal,
                registry: store,
                directory: store,
                runs: store,
                serviceManagers: vendor,
                timekeeper: timekeeper,
                makeAttemptID: { AttemptID("attempt-\(counter.next())") },
                random: { 0.5 },
                by: "tester"
            )
            dependencies.readAgain = readAgain
            return Synchronizer(dependencies)
        }

        deinit { try? FileManager.default.removeItem(atPath: path) }  // A leftover directory is no fault.

        func form(_ account: Account = Samples.direct) async throws -> SyncForm {
            let situation = try await store.situation(of: account.id, on: "Dropbox")
            var form = SyncForm(try #require(situation))
            if account.kind != .endCustomer { form.enter("RS-77", in: "reseller-id") }
            return form
        }

        func link(_ account: Account = Samples.direct) async throws -> Link? {
            try await store.row(id: account.id)?.links["Dropbox"]
        }
    }

    final class Counter: Sendable {
        private let number: Mutex<Int>
        init(_ number: consuming Mutex<Int>) { self.number = number }
        func next() -> Int {
            number.withLock {
                $0 += 1
                return $0
            }
        }
    }

    @Test func `R5 and R8: a reseller is created, then its end customer under it`() async throws {
        let world = try await World(FakeVendor(sends: [FakeVendor.created("dbx-1"), FakeVendor.created("dbx-2")]))
        guard
            case .created(let first, _, _, _) = await world.synchronizer.synchronize(
                try await world.form(Samples.reseller)
            )
        else {
            Issue.record("not created")
            return
        }
        #expect(first.externalID == "dbx-1")
        let form = try await world.form(Samples.customer)
        #expect(form.request.parent == .init(id: "1", externalID: "dbx-1"))
        guard case .created = await world.synchronizer.synchronize(form) else {
            Issue.record("not created")
            return
        }
        #expect(try await world.link(Samples.customer)?.parent == "1")
        #expect(world.vendor.sent == ["attempt-1", "attempt-2"])
    }

    @Test func `a synchronized account is never sent again`() async throws {
        let world = try await World(FakeVendor(sends: [FakeVendor.created("dbx-1")]))
        _ = await world.synchronizer.synchronize(try await world.form())
        guard case .alreadySynchronized = await world.synchronizer.synchronize(try await world.form()) else {
            Issue.record("sent again")
            return
        }
        #expect(world.vendor.sent.count == 1)
    }

    @Test func `what was found before anything was sent is not linked by itself`() async throws {
        let world = try await World(
            FakeVendor(exists: [FakeVendor.present("dbx-9")], sends: [FakeVendor.created("dbx-1")])
        )
        guard case .atVendor(let link) = await world.synchronizer.synchronize(try await world.form()) else {
            Issue.record("not at the vendor")
            return
        }
        #expect(link.state == .atVendor && link.externalID == "dbx-9")
        guard case .recorded(let adopted) = try await world.synchronizer.adopt("dbx-9", for: link, confirmed: true)
        else {
            Issue.record("not adopted")
            return
        }
        #expect(
            adopted.state == .synchronized && adopted.origin == .adopted && adopted.options["reseller-id"] == "RS-77"
        )
        #expect(world.vendor.sent.isEmpty)
    }

    @Test func `a refusal is final, and 401 pauses the system`() async throws {
        let world = try await World(FakeVendor(sends: [FakeVendor.status(401)]))
        guard case .refused = await world.synchronizer.synchronize(try await world.form()) else {
            Issue.record("not refused")
            return
        }
        #expect(try await world.link()?.state == .refused)
        guard case .paused = await world.synchronizer.synchronize(try await world.form()) else {
            Issue.record("not paused")
            return
        }
        #expect(try await world.synchronizer.check(try await world.form().situation.system).isEmpty)
        #expect(try await world.form().situation.system.pause == nil)
        #expect(world.vendor.sent.count == 1)
    }

    @Test func `what did not reach the vendor is tried three times, each with its own intent`() async throws {
        let world = try await World(FakeVendor(sends: [.notSent(.connectionRefused(host: "h"))]))
        guard case .notSent = await world.synchronizer.synchronize(try await world.form()) else {
            Issue.record("sent")
            return
        }
        #expect(world.vendor.sent == ["attempt-1", "attempt-2", "attempt-3"])
        #expect(try await world.link()?.state == .notSent)
        let events = try await world.store.history(of: nil, limit: 100).map(\.event)
        #expect(events.reversed() == [.intent, .outcome, .intent, .outcome, .intent, .outcome])
    }

    @Test func `throttled is tried again as the vendor says`() async throws {
        let world = try await World(
            FakeVendor(sends: [FakeVendor.status(429, after: .seconds(7)), FakeVendor.created("dbx-1")])
        )
        let before = world.timekeeper.now()
        guard case .created = await world.synchronizer.synchronize(try await world.form()) else {
            Issue.record("not created")
            return
        }
        #expect(world.timekeeper.now().since(before) == .seconds(7))
    }

    @Test(arguments: [
        Exchange<AccountAnswer>.broken(.timedOut), .broken(.connectionLost), FakeVendor.status(500),
        FakeVendor.status(302), FakeVendor.status(200),
    ])
    func `what may have been done is in doubt and never sent again by itself`(
        exchange: Exchange<AccountAnswer>
    ) async throws {
        let world = try await World(FakeVendor(sends: [exchange]))
        guard case .inDoubt = await world.synchronizer.synchronize(try await world.form()) else {
            Issue.record("not in doubt")
            return
        }
        guard case .claimed = await world.synchronizer.synchronize(try await world.form()) else {
            Issue.record("not claimed")
            return
        }
        #expect(world.vendor.sent.count == 1)
        #expect(try await world.synchronizer.openCases().count == 1)
    }

    @Test func `in doubt and there is adopted with the values that were sent`() async throws {
        let world = try await World(
            FakeVendor(exists: [FakeVendor.absent, FakeVendor.present("dbx-1")], sends: [.broken(.connectionLost)])
        )
        _ = await world.synchronizer.synchronize(try await world.form())
        let open = try #require(try await world.synchronizer.openCases().first)
        guard case .adopted(let link) = try await world.synchronizer.resolve(open, on: Samples.system()) else {
            Issue.record("not adopted")
            return
        }
        #expect(link.externalID == "dbx-1" && link.options["email"] == "it@stadtwerke.example")
    }

    /// An account in doubt that was adopted, and unlinked again; `exists`: what the vendor says after that.
    private func unlinked(_ exists: [Exchange<AccountAnswer>]) async throws -> World {
        let before = [FakeVendor.absent, FakeVendor.present("dbx-1")]
        let world = try await World(FakeVendor(exists: before + exists, sends: [.broken(.connectionLost)]))
        _ = await world.synchronizer.synchronize(try await world.form())
        let open = try #require(try await world.synchronizer.openCases().first)
        let wrong = try #require(try await world.synchronizer.resolve(open, on: Samples.system()).link)
        _ = try await world.synchronizer.unlink(wrong)
        return world
    }

    @Test func `an adoption that was undone is not made again by itself, whoever asks`() async throws {
        let world = try await unlinked(Array(repeating: FakeVendor.present("dbx-1"), count: 4))
        let open = try #require(try await world.synchronizer.openCases().first)
        guard
            case .stillInDoubt(_, _, .present("dbx-1")) = try await world.synchronizer.resolve(
                open,
                on: Samples.system()
            ),
            case .inDoubt? = try await world.synchronizer.earlier(try await world.form(), named: []),
            try await world.synchronizer.openCases().first?.probes.last?.finding == .present
        else {
            Issue.record("adopted again")
            return
        }
        #expect(try await world.link()?.state == .inDoubt)
        guard case .recorded(let link) = try await world.synchronizer.adopt("dbx-1", for: open.link, confirmed: true)
        else {
            Issue.record("not at the operator's wish")
            return
        }
        #expect(link.state == .synchronized && world.vendor.sent.count == 1)
    }

    @Test func `an adoption that was undone is not made again while it is sent again`() async throws {
        let world = try await unlinked(Array(repeating: FakeVendor.absent, count: 4) + [FakeVendor.present("dbx-1")])
        for _ in 0..<4 {
            let open = try #require(try await world.synchronizer.openCases().first)
            _ = try await world.synchronizer.resolve(open, on: Samples.system())
            world.timekeeper.advance(.seconds(40))
        }
        guard case .claimed(let link, _) = await world.synchronizer.sendAgain(try await world.form().sendable) else {
            Issue.record("adopted again")
            return
        }
        #expect(link.state == .inDoubt && world.vendor.sent.count == 1)
    }

    @Test func `in doubt and absent is sent again only after the wait, under the next generation`() async throws {
        let world = try await World(FakeVendor(sends: [.broken(.connectionLost), FakeVendor.created("dbx-2")]))
        _ = await world.synchronizer.synchronize(try await world.form())
        var allowed: [Bool] = []
        for _ in 0..<4 {
            let open = try #require(try await world.synchronizer.openCases().first)
            guard
                case .stillInDoubt(_, let resolution, _) = try await world.synchronizer.resolve(
                    open,
                    on: Samples.system()
                )
            else {
                Issue.record("resolved")
                return
            }
            allowed.append(resolution.allowsSendingAgain)
            world.timekeeper.advance(.seconds(40))
        }
        #expect(allowed == [false, false, false, true])
        guard case .created(let link, _, _, _) = await world.synchronizer.sendAgain(try await world.form().sendable)
        else {
            Issue.record("not created")
            return
        }
        #expect(link.generation == 2)
    }

    @Test func `after a second send a no leaves the account in doubt`() async throws {
        let world = try await World(
            FakeVendor(sends: [
                .broken(.connectionLost), FakeVendor.answered(AccountAnswer(code: -1, message: "taken")),
            ])
        )
        _ = await world.synchronizer.synchronize(try await world.form())
        _ = await world.synchronizer.sendAgain(try await world.form().sendable)
        #expect(try await world.link()?.state == .inDoubt)
    }

    @Test func `an id that another account holds is a conflict`() async throws {
        let world = try await World(FakeVendor(sends: [FakeVendor.created("dbx-1")]))
        _ = await world.synchronizer.synchronize(try await world.form(Samples.reseller))
        guard case .conflict(let link, let holder, _) = await world.synchronizer.synchronize(try await world.form())
        else {
            Issue.record("no conflict")
            return
        }
        #expect(link.state == .conflict && link.externalID == "dbx-1" && holder.account.id == "1")
    }

    @Test func `what the preflight blocks asks nobody`() async throws {
        let world = try await World(FakeVendor(sends: [FakeVendor.created("dbx-1")]))
        var form = try await world.form()
        form.enter("", in: "reseller-id")
        guard case .blocked = await world.synchronizer.synchronize(form) else {
            Issue.record("not blocked")
            return
        }
        #expect(world.vendor.asked == 0 && world.vendor.sent.isEmpty)
    }

    @Test func `what changed between the form and the send is named, and nothing is sent`() async throws {
        let world = try await World(FakeVendor(sends: [FakeVendor.created("dbx-1")]))
        let form = try await world.form()
        var account = Samples.direct
        account.revision = 2
        try await world.store.write([account])
        _ = try await world.store.keep([], of: "Dropbox", fetched: Date())
        _ = try await world.store.update(Samples.system())
        guard case .changed(let changes) = await world.synchronizer.synchronize(form) else {
            Issue.record("not noticed")
            return
        }
        #expect(Set(changes) == [.account, .definitions, .system])
        #expect(world.vendor.sent.isEmpty)
    }

    @Test func `the gate is closed after the deadline`() async throws {
        let clock = Mutex<FakeTimekeeper?>(nil)
        let box = ClockBox(clock)
        let world = try await World(
            FakeVendor(sends: [FakeVendor.created("dbx-1")], beforeGate: { box.advance(.seconds(31)) })
        )
        box.set(world.timekeeper)
        guard case .notSent(.gateClosed) = await world.synchronizer.synchronize(try await world.form()) else {
            Issue.record("sent")
            return
        }
        #expect(world.vendor.sent.isEmpty)
        #expect(try await world.link()?.state == .notSent)
    }

    final class ClockBox: Sendable {
        private let clock: Mutex<FakeTimekeeper?>
        init(_ clock: consuming Mutex<FakeTimekeeper?>) { self.clock = clock }
        func set(_ timekeeper: FakeTimekeeper) { clock.withLock { $0 = timekeeper } }
        func advance(_ duration: Duration) { clock.withLock { $0 }?.advance(duration) }
    }

    @Test func `exists is proved once, by finding what was made`() async throws {
        let world = try await World(
            FakeVendor(
                exists: [FakeVendor.absent, FakeVendor.present("dbx-1"), FakeVendor.absent],
                sends: [FakeVendor.created("dbx-1"), FakeVendor.created("dbx-2")]
            )
        )
        _ = await world.synchronizer.synchronize(try await world.form(Samples.reseller))
        #expect(try await world.form().situation.system.isExistsProved)
        _ = await world.synchronizer.synchronize(try await world.form())
        #expect(world.vendor.asked == 3)
    }

    @Test func `a system that is safe to repeat gets one second send by itself, and no third`() async throws {
        let doubt = Exchange<AccountAnswer>.broken(.timedOut)
        for (sends, ids) in [([doubt, FakeVendor.created("dbx-2")], ["dbx-2"]), ([doubt, doubt, doubt], [])] {
            let world = try await World(FakeVendor(sends: sends))
            var system = Samples.system()
            system.isSafeToRepeat = true
            _ = try await world.store.update(system)
            _ = try await world.store.keep(Samples.fields, of: "Dropbox", fetched: Date())
            _ = await world.synchronizer.synchronize(try await world.form())
            let link = try #require(try await world.link())
            #expect(world.vendor.sent.count == 2)
            #expect(link.generation == 2)
            #expect([link.externalID?.rawValue].compactMap(\.self) == ids)
            #expect(link.state == (ids.isEmpty ? .inDoubt : .synchronized))
        }
    }

    @Test func `what is safe to repeat is adopted if exists finds it after the first send`() async throws {
        let vendor = FakeVendor(exists: [FakeVendor.absent, FakeVendor.present("dbx-1")], sends: [.broken(.timedOut)])
        let world = try await World(vendor)
        var system = Samples.system()
        system.isSafeToRepeat = true
        _ = try await world.store.update(system)
        _ = try await world.store.keep(Samples.fields, of: "Dropbox", fetched: Date())
        guard case .adopted = await world.synchronizer.synchronize(try await world.form()) else {
            Issue.record("not adopted")
            return
        }
        #expect(vendor.sent.count == 1)
    }
}
