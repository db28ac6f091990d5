import ArgumentParser
import Foundation
import Synchronization
import Telling

/// Runs the asynchronous work of a command while the main thread waits; only the console needs that thread for itself.
enum Blocking {
    /// Runs a command's work and returns its value; an error is reported on stderr and becomes the exit code.
    ///
    /// If it is asked to end, it ends at once and prints `ended`; work that must be finished first handles such
    /// requests itself.
    static func run<Value: Sendable>(
        ended: String = Phrases.wholeOrNot,
        _ body: @escaping @Sendable () async throws -> Value
    ) throws -> Value {
        EndRequests.answer { _, _ in .ends([ended]) }
        let result = Box<Result<Value, ExitCode>>()
        let done = DispatchSemaphore(value: 0)
        Task {
            result.set(await outcome(of: body))
            done.signal()
        }
        done.wait()
        guard let result = result.value else { throw ExitCode.ownFault }
        return try result.get()
    }

    private static func outcome<Value>(of body: () async throws -> Value) async -> Result<Value, ExitCode> {
        do {
            return .success(try await body())
        } catch let code as ExitCode {
            return .failure(code)
        } catch {
            let failure = Failure(error)
            Output.message(failure.notice)
            return .failure(failure.code)
        }
    }

    private final class Box<Value: Sendable>: Sendable {
        private let stored = Mutex<Value?>(nil)
        func set(_ value: Value) { stored.withLock { $0 = value } }
        var value: Value? { stored.withLock { $0 } }
    }
}
