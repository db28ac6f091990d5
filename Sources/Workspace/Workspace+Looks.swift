import Synchronizing

/// When to look what other processes did to a bulk run.
extension Workspace {
    /// Yields once a second, and soon after somebody wrote.
    ///
    /// Where it can, the store reports at once that somebody wrote; what it misses is seen a second later.
    static func looks(at book: any BookReader) -> AsyncStream<Void> {
        let (looks, found) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let tasks = [
            Task {
                for await _ in book.mayHaveChanged() {
                    found.yield()
                    // Cancelled: nobody looks any more.
                    guard (try? await Task.sleep(for: leastGap)) != nil else { return }
                }
            },
            Task {
                while (try? await Task.sleep(for: .seconds(1))) != nil { found.yield() }
            },
        ]
        found.onTermination = { _ in for task in tasks { task.cancel() } }
        return looks
    }

    /// Many writes in a row are looked at together.
    private static let leastGap = Duration.milliseconds(250)
}
