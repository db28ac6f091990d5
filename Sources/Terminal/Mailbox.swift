import Synchronization

/// Messages from any thread to the terminal's loop.
package final class Mailbox<Message: Sendable>: Sendable {
    private let messages = Mutex<[Message]>([])
    private let pipe = WakePipe()

    package init() {}

    /// Becomes readable when a message is posted.
    var descriptor: Int32 { pipe.reading }

    package func post(_ message: Message) {
        messages.withLock { $0.append(message) }
        pipe.wake()
    }

    /// Takes out the posted messages, in order.
    func takeAll() -> [Message] {
        _ = pipe.drain()
        return messages.withLock { waiting in
            defer { waiting = [] }
            return waiting
        }
    }
}
