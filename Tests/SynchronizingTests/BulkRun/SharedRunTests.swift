import Accounts
import Foundation
import InMemory
import Samples
import Synchronization
import Synchronizing
import Testing

/// Several processes that work on one run, over the store in memory.
@Suite struct SharedRunTests {
    private static let limits = RunLimits(inFlight: 4, ratePerSecond: 0)

    /// A book of families in memory: its disk, its vendor, and its processes.
    final class Book: Sendable {
        let disk = MemoryDisk()
        let vendor: CountingVendor
        let clock = FakeTimekeeper()
        let looks = Looks()
        private let numbers = Mutex(0)

        init(families: Int, children: Int, vendor: CountingVendor = CountingVendor()) async throws {
            self.vendor = vendor
            let store = MemoryStore(disk, owner: "writer")
            _ = try await store.write(Self.accounts(families, children))
            _ = try store.add(Samples.system(), sameVendor: false)
            _ = try store.keep(Samples.fields, of: "Dropbox", fetched: Samples.moment().wall)
            try store.setExistsProved("Dropbox")
        }

        private static func accounts(_ families: Int, _ children: Int) -> [Account] {
            (0..<families)
                .flatMap { family in
                    let reseller = AccountID("r\(family)")
                    return [
                        Account(
                            id: reseller,
                            code: AccountCode("R-\(family)"),
                            name: "Reseller \(family)",
                            kind: .reseller,
                            email: "r\(family)@x.example",
                            country: "DE"
                        )
                    ]
                        + (0..<children)
                        .map { child in
                            Account(
                                id: AccountID("c\(family)-\(child)"),
                                code: AccountCode("C-\(family)-\(child)"),
                                name: "Customer \(child)",
                                kind: .endCustomer,
                                parent: reseller,
                                email: "c\(family)-\(child)@x.example",
                                country: "DE"
                            )
                        }
                }
        }

        func process(_ name: String, fate: @escaping @Sendable (Write) -> Fate = { _ in .done }) -> Process {
            let store = MemoryStore(disk, owner: name, fate: fate)
            var dependencies = Dependencies(
                journal: store,
                cases: store,
                situations: store,
                registry: store,
                directory: store,
                runs: store,
                serviceManagers: vendor,
                timekeeper: clock,
                makeAttemptID: { [self] in
                    let number = numbers.withLock { number in
                        number += 1
                        return number
                    }
                    return AttemptID("\(name)-\(number)")
                },
                random: { 0.5 },
                by: name
            )
            dependencies.looks = looks.make
            return Process(store: store, synchronizer: Synchronizer(dependencies))
        }

        func plan() async throws -> Plan {
            let process = process("planner")
            let ids = disk.contents.accounts.keys.sorted().map { PlanWish.Row($0) }
            let wish = PlanWish(rows: ids, settings: [.init("reseller id", "RS-77")])
            return try await process.synchronizer.plan(wish, on: Samples.system())
        }

        func records(of id: RunID) throws -> [Int: RunRecord] {
            try MemoryStore(disk, owner: "reader").changes(of: id, after: 0)?.items.records ?? [:]
        }

        func run(_ id: RunID) throws -> StoredRun { try #require(try MemoryStore(disk, owner: "reader").run(id)) }
    }

    struct Process: Sendable {
        let store: MemoryStore
        let synchronizer: Synchronizer
    }

    /// Makes streams on which a look is asked for all the time, so that no test waits.
    struct Looks: Sendable {
        @Sendable func make() -> AsyncStream<Void> {
            let (stream, found) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
            let task = Task {
                while (try? await Task.sleep(for: .milliseconds(1))) != nil { found.yield() }
            }
            found.onTermination = { _ in task.cancel() }
            return stream
        }
    }

    /// A vendor that creates everything, unless it is told otherwise, and counts.
    final class CountingVendor: ServiceManager, ServiceManagers {
        private struct State {
            var created: [AccountID] = []
            var underWay = 0
            var most = 0
        }
        private let state = Mutex(State())
        private let answer: @Sendable (Account) async -> Exchange<AccountAnswer>?

        init(_ answer: @escaping @Sendable (Account) async -> Exchange<AccountAnswer>? = { _ in nil }) {
            self.answer = answer
        }

        /// The accounts in the order in which they were created.
        var created: [AccountID] { state.withLock { $0.created } }
        /// The most requests that were under way at once.
        var most: Int { state.withLock { $0.most } }

        func client(for system: ProvisioningSystem) async throws(Unusable) -> any ServiceManager { self }
        func syncOptions() async -> Exchange<[FieldDefinition]> {
            .answered(Response(status: 200, body: .answer(Samples.fields)))
        }
        func checkSettings() async -> Exchange<[String]> { .answered(Response(status: 200, body: .answer([]))) }
        func exists(
            _ request: SyncRequest,
            gate: @escaping @Sendable () async -> Bool
        ) async -> Exchange<AccountAnswer> { FakeVendor.absent }

        func synchronize(
            _ request: SyncRequest,
            attempt: AttemptID,
            gate: @escaping @Sendable () async -> Bool
        ) async -> Exchange<AccountAnswer> {
            guard await gate() else { return .notSent(.gateClosed) }
            state.withLock { state in
                state.underWay += 1
                state.most = max(state.most, state.underWay)
            }
            defer { state.withLock { $0.underWay -= 1 } }
            for _ in 0..<3 { await Task.yield() }
            if let answer = await answer(request.account) { return answer }
            state.withLock { $0.created.append(request.account.id) }
            return FakeVendor.created(ExternalID("dbx-\(request.account.id)"))
        }
    }

    private func begin(
        _ book: Book,
        _ limits: RunLimits = limits,
        only: Set<AccountID>? = nil
    ) async throws -> (
        RunID, Plan
    ) {
        let plan = try await book.plan()
        let begun = try await book.process("starter").synchronizer
            .begin(plan, RunOrder(isDetached: true), only: only, limits: limits)
        return (begun.id, plan)
    }

    /// Waits until somebody has so many items of a run.
    private func reach(_ book: Book, _ id: RunID, underWay count: Int) async throws {
        let limit = ContinuousClock.now + .seconds(20)
        while try book.run(id).underWay < count {
            try #require(.now < limit)
            try await Task.sleep(for: .milliseconds(1))
        }
    }

    private func families(_ created: [AccountID]) -> Bool {
        created.enumerated()
            .allSatisfy { place, id in
                guard id.rawValue.hasPrefix("c") else { return true }
                let family = id.rawValue.dropFirst().prefix { $0 != "-" }
                return created[..<place].contains(AccountID("r\(family)"))
            }
    }

    @Test(arguments: [2, 3])
    func `processes share a run: each account once, parents first, limits together`(count: Int) async throws {
        let book = try await Book(families: 12, children: 4)
        let (id, plan) = try await begin(book)
        let endings = try await withThrowingTaskGroup(of: BulkRun.Ending?.self) { group in
            for number in 0..<count {
                let process = book.process("p\(number)")
                group.addTask {
                    let part = try await process.synchronizer.work(on: id, plan)
                    #expect(part.run.standings.allSatisfy { $0 == .ended(.synchronized) })
                    return part.ending
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(endings == Array(repeating: .complete, count: count))
        #expect(book.vendor.created.count == 60 && Set(book.vendor.created).count == 60)
        #expect(families(book.vendor.created))
        #expect(book.vendor.most <= 4)
        let run = try book.run(id)
        #expect(run.ending == .complete && run.counts == [.synchronized: 60] && run.underWay == 0)
        #expect(try book.records(of: id).values.allSatisfy { $0.externalID != nil })
    }

    @Test func `doubts count wherever they happened`() async throws {
        let vendor = CountingVendor { _ in .broken(.timedOut) }
        let book = try await Book(families: 20, children: 0, vendor: vendor)
        let (id, plan) = try await begin(book, RunLimits(inFlight: 1, ratePerSecond: 0))
        try await withThrowingTaskGroup(of: BulkRun.Ending?.self) { group in
            for name in ["a", "b", "c"] {
                let process = book.process(name)
                group.addTask { try await process.synchronizer.work(on: id, plan).ending }
            }
            for try await ending in group { #expect(ending == .doubts(3)) }
        }
        #expect(try book.run(id).counts == [.inDoubt: 3])
    }

    @Test func `one that dies leaves what it was sending in doubt, and another goes on`() async throws {
        let died = Gate()
        let vendor = CountingVendor { account in
            guard account.id == "r1" || account.id == "r2" else { return nil }
            await died.wait()
            return .broken(.connectionLost)
        }
        let book = try await Book(families: 8, children: 2, vendor: vendor)
        let (id, plan) = try await begin(book, RunLimits(inFlight: 2, ratePerSecond: 0))
        let isDead = Lever(Mutex(false))
        // What is dead writes nothing.
        let dying = book.process("dying") { _ in isDead.isOn ? .lost(.full(path: "disk")) : .done }
        let leave = RunStop()
        let first = Task { try await dying.synchronizer.work(on: id, plan, leave: leave) }
        for account in ["r1", "r2"] as [AccountID] {
            while book.disk.contents.link(account, "Dropbox")?.state != .sending {
                try await Task.sleep(for: .milliseconds(1))
            }
        }
        isDead.on()
        dying.store.die()
        let other = book.process("other")
        let part = try await other.synchronizer.work(on: id, plan)
        died.open()
        leave.press()
        _ = try await first.value
        #expect(part.ending == .complete)
        let records = try book.records(of: id)
        let doubts = records.filter { $0.value.result == .inDoubt }
        #expect(doubts.count == 2)
        #expect(book.vendor.created.count == 8 + 16 - 2 - 4)
        #expect(Set(book.vendor.created).count == book.vendor.created.count)
        #expect(part.run.standings.count { $0 == .waiting } == 4)
    }

    @Test func `a stop that anybody asks for ends it for all, once what is under way has ended`() async throws {
        let gate = Gate()
        let book = try await Book(
            families: 30,
            children: 0,
            vendor: CountingVendor { _ in
                await gate.wait()
                return nil
            }
        )
        let (id, plan) = try await begin(book)
        let (one, two) = (book.process("one"), book.process("two"))
        let working = [one, two].map { process in Task { try await process.synchronizer.work(on: id, plan).ending } }
        try await reach(book, id, underWay: 4)
        let stopped = try await book.process("somebody").synchronizer.stop(id)
        #expect(stopped?.isOver == false && stopped?.stop?.by == "somebody")
        gate.open()
        for task in working { #expect(try await task.value == .stopped) }
        let run = try book.run(id)
        #expect(run.ending == .stopped && run.underWay == 0)
        #expect((1...4).contains(book.vendor.created.count))
    }

    @Test func `a run that nobody works on is over once it is stopped`() async throws {
        let book = try await Book(families: 2, children: 0)
        let (id, _) = try await begin(book)
        #expect(try await book.process("somebody").synchronizer.stop(id)?.ending == .stopped)
        #expect(book.vendor.created.isEmpty)
    }

    @Test func `who leaves finishes what is under way, gives back the rest, and the run goes on`() async throws {
        let gate = Gate()
        let book = try await Book(
            families: 10,
            children: 1,
            vendor: CountingVendor { _ in
                await gate.wait()
                return nil
            }
        )
        let (id, plan) = try await begin(book)
        let (leaving, leave) = (book.process("leaving"), RunStop())
        let task = Task { try await leaving.synchronizer.work(on: id, plan, leave: leave) }
        try await reach(book, id, underWay: 4)
        leave.press()
        gate.open()
        #expect(try await task.value.ending == nil)
        let run = try book.run(id)
        #expect(!run.isOver && run.underWay == 0)
        #expect((1...4).contains(run.counts[.synchronized] ?? 0))
        #expect(try await book.process("next").synchronizer.work(on: id, plan).ending == .complete)
        #expect(Set(book.vendor.created).count == 20 && book.vendor.created.count == 20)
    }

    @Test func `tried again, a new run sends only what failed, and records the rest as known`() async throws {
        let lever = Lever(Mutex(true))
        let vendor = CountingVendor { account in
            lever.isOn && ["r1", "r3"].contains(account.id.rawValue) ? FakeVendor.status(404) : nil
        }
        let book = try await Book(families: 5, children: 0, vendor: vendor)
        let (id, plan) = try await begin(book)
        let first = book.process("first")
        #expect(try await first.synchronizer.work(on: id, plan).ending == .complete)
        #expect(try book.run(id).counts == [.synchronized: 3, .refused: 2])
        lever.off()
        let failed = try await first.synchronizer.failed(in: plan)
        let again = try await first.synchronizer
            .begin(plan, RunOrder(retryOf: id), only: failed, limits: Self.limits)
        #expect(try book.run(again.id).retryOf == id)
        #expect(try book.run(again.id).counts == [.synchronized: 3])
        #expect(try book.records(of: again.id)[0]?.externalID == "dbx-r0")
        #expect(try await first.synchronizer.work(on: again.id, plan).ending == .complete)
        #expect(book.vendor.created.count == 5)
    }

    @Test func `what was not chosen is left out for every process`() async throws {
        let book = try await Book(families: 3, children: 0)
        let (id, plan) = try await begin(book, only: ["r1"])
        let part = try await book.process("p").synchronizer.work(on: id, plan)
        #expect(part.run.standings == [.waiting, .ended(.synchronized), .waiting])
        #expect(part.ending == .complete && book.vendor.created == ["r1"])
    }

    @Test func `rows that cannot be written end the run here, and what was sent is in the journal`() async throws {
        let lever = Lever(Mutex(false))
        let vendor = CountingVendor { _ in
            lever.on()
            return nil
        }
        let book = try await Book(families: 6, children: 0, vendor: vendor)
        let (id, plan) = try await begin(book, RunLimits(inFlight: 1, ratePerSecond: 0))
        let process = book.process("p") { write in
            write == .run && lever.isOn ? .lost(.full(path: "disk")) : .done
        }
        let part = try await process.synchronizer.work(on: id, plan)
        #expect(part.ending == .storeFailed)
        #expect(book.vendor.created == ["r0"])
        #expect(book.disk.contents.link("r0", "Dropbox")?.state == .synchronized)
        #expect(try book.records(of: id).isEmpty)
        lever.off()
        _ = await process.synchronizer.recordLeftovers()
        #expect(try book.records(of: id)[0]?.result == .synchronized)
    }

    @Test func `turns are reserved over all processes`() async throws {
        let book = try await Book(families: 6, children: 0)
        let (id, plan) = try await begin(book, RunLimits(inFlight: 4, ratePerSecond: 2))
        let turns = SynchronizerTests.Counter(Mutex(0))
        let count: @Sendable (Write) -> Fate = { write in
            if write == .turn { _ = turns.next() }
            return .done
        }
        let before = book.clock.now().uptime
        let (one, two) = (book.process("one", fate: count), book.process("two", fate: count))
        async let first = one.synchronizer.work(on: id, plan)
        async let second = two.synchronizer.work(on: id, plan)
        _ = try await (first, second)
        // Six accounts, each asked about and sent.
        #expect(turns.next() > 12)
        #expect(book.clock.now().uptime - before >= .seconds(11 * 0.5))
        #expect(book.vendor.created.count == 6)
    }

    @Test func `nobody joins a run twice, and a book that is only read has none begun`() async throws {
        let gate = Gate()
        let book = try await Book(
            families: 3,
            children: 0,
            vendor: CountingVendor { _ in
                await gate.wait()
                return nil
            }
        )
        let (id, plan) = try await begin(book)
        let process = book.process("p")
        let task = Task { try await process.synchronizer.work(on: id, plan).ending }
        try await reach(book, id, underWay: 3)
        await #expect(throws: PlanProblem.self) { try await process.synchronizer.work(on: id, plan) }
        gate.open()
        #expect(try await task.value == .complete)
    }

    /// Lets everybody through once it is open.
    final class Gate: Sendable {
        private let state = Mutex<(isOpen: Bool, waiting: [CheckedContinuation<Void, Never>])>((false, []))

        func wait() async {
            await withCheckedContinuation { continuation in
                let isOpen = state.withLock { state in
                    if !state.isOpen { state.waiting.append(continuation) }
                    return state.isOpen
                }
                if isOpen { continuation.resume() }
            }
        }

        func open() {
            let waiting = state.withLock { state in
                defer { state = (true, []) }
                return state.waiting
            }
            for continuation in waiting { continuation.resume() }
        }
    }

    final class Lever: Sendable {
        private let state: Mutex<Bool>
        init(_ state: consuming Mutex<Bool>) { self.state = state }
        var isOn: Bool { state.withLock { $0 } }
        func on() { state.withLock { $0 = true } }
        func off() { state.withLock { $0 = false } }
    }
}
