import Synchronization

/// What many post and one takes out, all that has come at a time.
final class Mailbox<Letter: Sendable>: Sendable {
    /// Yields when something has come.
    let arrivals: AsyncStream<Void>
    private let arrival: AsyncStream<Void>.Continuation
    private let letters = Mutex<[Letter]>([])

    init() { (arrivals, arrival) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1)) }

    func post(_ letter: Letter) {
        letters.withLock { $0.append(letter) }
        arrival.yield()
    }

    /// The letters in their order; none if they were taken out with earlier ones.
    func takeOut() -> [Letter] {
        letters.withLock { letters in
            defer { letters = [] }
            return letters
        }
    }
}
