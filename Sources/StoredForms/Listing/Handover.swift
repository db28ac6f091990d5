import Dispatch
import Synchronization

/// Hands portions over in their order, each while the next one is read.
package final class Handover<Element: Sendable>: Sendable {
    private let take: @Sendable ([Element]) -> Bool
    private let isEnough = Mutex(false)
    private let queue = DispatchQueue(label: "handover")
    /// How many portions may wait.
    private let room = DispatchSemaphore(value: 2)

    /// After `take` returned false, it is not called again.
    package init(_ take: @escaping @Sendable ([Element]) -> Bool) { self.take = take }

    /// Takes a portion, once there is room; false if no more is wanted, or if the task was cancelled.
    package func give(_ portion: [Element]) -> Bool {
        room.wait()
        queue.async { [self] in
            if !isEnough.withLock(\.self), !take(portion) { isEnough.withLock { $0 = true } }
            room.signal()
        }
        return !isEnough.withLock(\.self) && !Task.isCancelled
    }

    /// Waits until everything is taken.
    package func end() { queue.sync {} }
}
