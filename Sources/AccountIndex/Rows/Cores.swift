import Dispatch
import Synchronization

/// Work in parts that need nothing of each other.
enum Cores {
    /// The results of parts that are made on all cores, in their order.
    static func map<Result: Sendable>(_ count: Int, _ make: @Sendable (Int) -> Result) -> [Result] {
        guard count > 1 else { return (0..<count).map(make) }
        let made = Mutex<[Int: Result]>([:])
        DispatchQueue.concurrentPerform(iterations: count) { part in
            let result = make(part)
            made.withLock { $0[part] = result }
        }
        return made.withLock { made in (0..<count).compactMap { made[$0] } }
    }
}
