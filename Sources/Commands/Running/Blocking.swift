import ArgumentParser
import Foundation
import Synchronization
import Workspace

/// Runs the asynchronous work of a command on the thread that `main` keeps: only the console needs that thread for itself.
enum Blocking {
    /// What is said where nobody has something better to say.
    static let wholeOrNot = "Ended before it was done: what it changes is changed as a whole or not at all."
    /// What is said of a command that only reads.
    static let nothingChanged = "Ended before it was done; nothing was changed."

    /// Runs a command's work; what it throws is told on stderr and becomes the exit code.
    ///
    /// Asked to end, it ends at once and says `ended`; work that must be finished first answers such requests itself.
    static func run(ended: String = wholeOrNot, _ body: @escaping @Sendable () async throws -> Void) throws {
        EndRequests.answer { _, _ in .ends([ended]) }
        let outcome = Mutex<ExitCode?>(nil)
        let done = DispatchSemaphore(value: 0)
        let box = Box(outcome)
        Task {
            box.set(await code(of: body))
            done.signal()
        }
        done.wait()
        if let code = box.code, code != .success { throw code }
    }

    /// Runs work and returns its value.
    static func value<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value) throws -> Value {
        let result = ValueBox<Value>()
        try run { result.set(try await body()) }
        guard let value = result.value else { throw ExitCode.ownFault }
        return value
    }

    private static func code(of body: () async throws -> Void) async -> ExitCode {
        do {
            try await body()
            return .success
        } catch let failure as Failure {
            Output.message(failure.notice)
            return failure.code
        } catch let code as ExitCode {
            return code
        } catch {
            let failure = Failure(anything: error)
            Output.message(failure.notice)
            return failure.code
        }
    }

    private final class Box: Sendable {
        private let outcome: Mutex<ExitCode?>
        init(_ outcome: consuming Mutex<ExitCode?>) { self.outcome = outcome }
        func set(_ code: ExitCode) { outcome.withLock { $0 = code } }
        var code: ExitCode? { outcome.withLock { $0 } }
    }

    private final class ValueBox<Value: Sendable>: Sendable {
        private let stored = Mutex<Value?>(nil)
        func set(_ value: Value) { stored.withLock { $0 = value } }
        var value: Value? { stored.withLock { $0 } }
    }
}
