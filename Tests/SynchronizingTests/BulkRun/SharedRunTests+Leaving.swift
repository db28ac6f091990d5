import Accounts
import Foundation
import InMemory
import Samples
import Synchronization
import Synchronizing
import Testing

/// Processes that die, stop the run or leave it.
extension SharedRunTests {
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
        // Two resellers are in doubt, and so none of their four customers is sent.
        #expect(book.vendor.created.count == 18)
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
}
