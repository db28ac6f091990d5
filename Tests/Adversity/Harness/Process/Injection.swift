import CHarness
import Foundation
import Glibc

/// A failure injected at a system call of the process, in whichever thread.
package struct Injection: Sendable, Hashable, Codable {
    package enum Fault: Sendable, Hashable, Codable {
        case none
        /// The process group is killed instead of the call.
        case kill
        /// The call fails with this error, once.
        case fails(Int32)
        /// The call fails with this error, and so do all later ones.
        case failsForGood(Int32)
    }

    package var calls: [String]
    /// Which of them, counted from 1.
    package var number: Int
    package var fault: Fault

    package init(_ calls: [String], _ number: Int, _ fault: Fault = .kill) {
        self.calls = calls
        self.number = number
        self.fault = fault
    }

    package struct Traced: Sendable {
        package var ended: Ended
        /// How many of the counted calls there were.
        package var calls: Int
    }

    /// Runs a program with this injection.
    ///
    /// Each counted call is written to the file `log`, if there is one.
    package func run(
        _ arguments: [String],
        environment: [String: String],
        log: Int32 = -1
    ) throws(HarnessFailure) -> Traced {
        let numbers = calls.map { tracer_call($0) }.filter { $0 >= 0 }
        let (output, errors) = (tracer_memory_file(), tracer_memory_file())
        let words = arguments.map { strdup($0) } + [nil]
        let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer {
            for word in words + variables { free(word) }
            close(output)
            close(errors)
        }
        var seen = 0
        let status = numbers.withUnsafeBufferPointer { numbers in
            var plan = tracer_plan(
                calls: numbers.baseAddress,
                call_count: Int32(numbers.count),
                number: fault == .none ? 0 : number,
                error: error,
                for_good: isForGood ? 1 : 0,
                log: log
            )
            return tracer_run(words, variables, output, errors, &plan, &seen)
        }
        guard status >= 0 else { throw .system("tracing \(arguments[0])", errno) }
        return Traced(ended: Ended(status: status, stdout: Self.text(output), stderr: Self.text(errors)), calls: seen)
    }

    private var error: Int32 {
        switch fault {
        case .kill, .none: 0
        case .fails(let error), .failsForGood(let error): error
        }
    }

    private var isForGood: Bool {
        if case .failsForGood = fault { true } else { false }
    }

    static func text(_ file: Int32) -> String { String(decoding: bytes(file), as: UTF8.self) }

    static func bytes(_ file: Int32) -> Data {
        lseek(file, 0, SEEK_SET)
        return FileHandle(fileDescriptor: file).readDataToEndOfFile()
    }
}
