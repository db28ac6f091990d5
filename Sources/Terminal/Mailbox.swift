import Synchronization

/// Messages to the loop of a terminal, from any thread.
package final class Mailbox<Message: Sendable>: Sendable {
    private let messages = Mutex<[Message]>([])
    private let pipe = WakePipe()

    package init() {}

    /// Becomes readable when something was posted.
    var descriptor: Int32 { pipe.reading }

    /// Posts a message and wakes the loop.
    package func post(_ message: Message) {
        messages.withLock { $0.append(message) }
        pipe.wake()
    }

    /// Takes out what was posted, in its order.
    func takeAll() -> [Message] {
        _ = pipe.drain()
        return messages.withLock { waiting in
            defer { waiting = [] }
            return waiting
        }
    }
}
