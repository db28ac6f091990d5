import Foundation
import Synchronization

/// The place among the statements of one session at which the other one does all of its work.
final class Meeting: Sendable {
    private let state: Mutex<State>
    private let step: Int
    private let work: @Sendable () async throws -> String
    private let isStuck: @Sendable () -> Bool
    private let done = DispatchSemaphore(value: 0)

    private struct State {
        var isArmed = false
        var passed = 0
        var task: Task<String, any Error>?
    }

    /// `isStuck`: whether the other session waits for this one.
    init(
        at step: Int,
        isStuck: @escaping @Sendable () -> Bool,
        _ work: @escaping @Sendable () async throws -> String
    ) {
        (self.step, self.isStuck, self.work) = (step, isStuck, work)
        state = Mutex(State())
    }

    func arm() { state.withLock { $0.isArmed = true } }

    var isReached: Bool { state.withLock { $0.task != nil } }

    /// Called before each statement; waits for the other session, but not if that waits for this one.
    func pass() {
        let isHere = state.withLock { state in
            guard state.isArmed, state.task == nil else { return false }
            defer { state.passed += 1 }
            guard state.passed == step else { return false }
            state.task = Task { [work, done] in
                defer { done.signal() }
                return try await work()
            }
            return true
        }
        guard isHere else { return }
        let limit = DispatchTime.now() + .seconds(20)
        // To ask costs more than to wait for as long as the other one usually takes.
        while done.wait(timeout: .now() + .milliseconds(50)) == .timedOut, .now() < limit, !isStuck() {}
    }

    /// What the other one answered; it begins now if its step was never reached.
    func end() async throws -> String {
        if let task = state.withLock(\.task) { return try await task.value }
        return try await work()
    }
}
