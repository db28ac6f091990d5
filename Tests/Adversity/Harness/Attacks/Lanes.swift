import Foundation
import Synchronization

/// Runs blocking work on its own threads, to keep the tests' pool free.
package enum Lanes {
    /// Does some work on several lanes, each with its own rig; returns the sum.
    package static func run<Item: Sendable>(
        _ items: [Item],
        lanes: Int = 2,
        _ work: @escaping @Sendable (Rig, Item) throws -> Tally
    ) async throws -> Tally {
        let queue = Queue(Mutex(items[...]))
        return try await withThrowingTaskGroup(of: Tally.self) { group in
            for _ in 0..<min(lanes, items.count) {
                group.addTask {
                    try await thread {
                        let rig = try Rig()
                        var tally = Tally()
                        while let item = queue.next() { tally += try work(rig, item) }
                        return tally
                    }
                }
            }
            return try await group.reduce(into: Tally()) { $0 += $1 }
        }
    }

    /// Does blocking work on its own thread.
    package static func thread<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result { try work() }) }
        }
    }

    private final class Queue<Item: Sendable>: Sendable {
        private let items: Mutex<ArraySlice<Item>>
        init(_ items: consuming Mutex<ArraySlice<Item>>) { self.items = items }
        func next() -> Item? { items.withLock { $0.popFirst() } }
    }
}
