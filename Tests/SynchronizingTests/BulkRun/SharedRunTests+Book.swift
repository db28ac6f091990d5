import Accounts
import Foundation
import InMemory
import Samples
import Synchronization
import Synchronizing
import Testing

/// What the processes share: a book, its vendor, and what holds them up.
extension SharedRunTests {
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

    func begin(
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

    /// Waits until somebody has so many items of a run, and the vendor the request for one of them.
    ///
    /// Whoever has only taken them may still give all of them back.
    func reach(_ book: Book, _ id: RunID, underWay count: Int) async throws {
        let limit = ContinuousClock.now + .seconds(120)
        while try book.run(id).underWay < count || book.vendor.most < 1 {
            try #require(.now < limit)
            try await Task.sleep(for: .milliseconds(1))
        }
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
