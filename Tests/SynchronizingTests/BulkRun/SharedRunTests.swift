import Accounts
import Foundation
import InMemory
import Samples
import Synchronization
import Synchronizing
import Testing

/// Several processes that work on one run, over the store in memory.
@Suite struct SharedRunTests {
    static let limits = RunLimits(inFlight: 4, ratePerSecond: 0)

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
        // Each of the two others may have begun one of which it did not know yet that it would be one too many.
        let counts = try book.run(id).counts
        #expect(counts.keys.elementsEqual([.inDoubt]) && (3...5).contains(counts[.inDoubt] ?? 0), "\(counts)")
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
        let failed = try await first.synchronizer.retry(of: plan).accounts
        let again = try await first.synchronizer
            .begin(plan, RunOrder(retryOf: id), only: failed, limits: Self.limits)
        #expect(try book.run(again.id).retryOf == id)
        #expect(try book.run(again.id).counts == [.synchronized: 3])
        #expect(try book.records(of: again.id)[0]?.externalID == "dbx-r0")
        #expect(try await first.synchronizer.work(on: again.id, plan).ending == .complete)
        #expect(book.vendor.created.count == 5)
    }

    @Test func `what a retry sends is what is refused or not sent by now, and the rest is counted with its reason`()
        async throws
    {
        let lever = Lever(Mutex(true))
        let vendor = CountingVendor { account in
            lever.isOn && ["r1", "r3"].contains(account.id.rawValue) ? FakeVendor.status(404) : nil
        }
        let book = try await Book(families: 5, children: 0, vendor: vendor)
        let (id, plan) = try await begin(book, only: ["r0", "r1", "r3"])
        let synchronizer = book.process("first").synchronizer
        #expect(try await synchronizer.work(on: id, plan).ending == .complete)
        lever.off()
        let failed = try await synchronizer.retry(of: plan, in: id)
        #expect(failed.accounts == ["r1", "r3"] && failed.untried == 2 && failed.settled.isEmpty)
        // One that is stopped before it begins anything has left them as they were.
        let again =
            try await synchronizer
            .begin(plan, RunOrder(retryOf: id), only: failed.accounts, limits: Self.limits)
        #expect(try await synchronizer.stop(again.id)?.isOver == true)
        #expect(try await synchronizer.retry(of: plan, in: again.id) == failed)
        // One of them is sent otherwise.
        let other = try await synchronizer.begin(plan, RunOrder(), only: ["r1"], limits: Self.limits)
        #expect(try await synchronizer.work(on: other.id, plan).ending == .complete)
        let rest = try await synchronizer.retry(of: plan, in: id)
        #expect(rest.accounts == ["r3"] && rest.untried == 2 && rest.settled == [.synchronized: 1])
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

    @Test func `a run of which nobody has anything while the vendor cannot be reached waits for that, and is not left`()
        async throws
    {
        let book = try await Book(families: 2, children: 0)
        let process = book.process("p")
        let plan = try await book.plan()
        let left = try book.run(try await process.synchronizer.begin(plan, RunOrder(), limits: Self.limits).id)
        let (waiting, _) = try await begin(book)
        let runs = [left, try book.run(waiting)]
        #expect(runs.map(\.standing) == [.left, .waiting])
        try process.store.hold("Dropbox", for: .seconds(60), at: book.clock.now())
        let told = try await process.synchronizer.withHolds(runs)
        #expect(told.map(\.standing) == [.holding, .holding] && !told.contains(where: \.needsSomebody))
        #expect(told[0].heldUntil == (book.clock.now() + .seconds(60)).wall)
        book.clock.advance(.seconds(61))
        #expect(try await process.synchronizer.withHolds(runs) == runs)
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
        let sent = try MemoryStore(book.disk, owner: "reader").placesSent(of: id)
        #expect(!sent.isEmpty && sent.isSubset(of: [0, 1, 2]))
        await #expect(throws: PlanProblem.self) { try await process.synchronizer.work(on: id, plan) }
        gate.open()
        #expect(try await task.value == .complete)
    }
}
