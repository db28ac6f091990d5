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
        let result = Mutex<Result<Value, ExitCode>?>(nil)
        let done = DispatchSemaphore(value: 0)
        Task {
            let outcome = await outcome(of: body)
            result.withLock { $0 = outcome }
            done.signal()
        }
        done.wait()
        guard let result = result.withLock({ $0 }) else { throw ExitCode.ownFault }
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
}
