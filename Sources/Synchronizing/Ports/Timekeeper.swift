package protocol Timekeeper: Sendable {
    /// The time on both clocks.
    func now() -> Moment

    /// Waits; ends early, with an error, if the task is cancelled.
    func sleep(for duration: Duration) async throws
}
