import Foundation

/// Waiting for something that may never come.
enum Waiting {
    /// What a task returns; nil if that takes longer than a time, or if the waiting task is cancelled.
    ///
    /// The task is then cancelled and left to itself, so that work which ignores cancellation holds nothing up.
    static func atMost<Value: Sendable>(
        _ time: Duration,
        _ body: @escaping @Sendable () async -> Value
    ) async -> Value? {
        let (values, post) = AsyncStream.makeStream(of: Value?.self)
        let work = Task { post.yield(await body()) }
        let alarm = Task {
            // Cancelled when the work is done.
            guard (try? await Task.sleep(for: time)) != nil else { return }
            post.yield(nil)
        }
        defer {
            work.cancel()
            alarm.cancel()
        }
        for await value in values { return value }
        return nil
    }
}
