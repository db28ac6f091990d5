/// Ends a run early: what is under way is finished, nothing new begins.
package final class RunStop: Sendable {
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    package init() { (stream, continuation) = AsyncStream.makeStream() }

    /// Asks the run to end; more than once is the same as once.
    package func press() {
        continuation.yield()
        continuation.finish()
    }

    /// Waits until it is pressed.
    func pressed() async {
        for await _ in stream { return }
    }
}
