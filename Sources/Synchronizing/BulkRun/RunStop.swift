/// Ends a run early: what is under way is finished, and nothing new begins.
package final class RunStop: Sendable {
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    package init() { (stream, continuation) = AsyncStream.makeStream() }

    /// Asks the run to end; asking again changes nothing.
    package func press() {
        continuation.yield()
        continuation.finish()
    }

    func pressed() async {
        for await _ in stream { return }
    }
}
