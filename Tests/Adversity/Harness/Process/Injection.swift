import CHarness
import Foundation
import Glibc

/// Something that goes wrong at a system call of the whole process, whichever thread makes it.
package struct Injection: Sendable, Hashable, Codable {
    /// What goes wrong.
    package enum Fault: Sendable, Hashable, Codable {
        /// Nothing does.
        case none
        /// The process group is killed in its place.
        case kill
        /// It fails with this error, once.
        case fails(Int32)
        /// It fails with this error, and so do all after it.
        case failsForGood(Int32)
    }

    /// The system calls that count.
    package var calls: [String]
    /// The how manieth of them.
    package var number: Int
    /// What goes wrong.
    package var fault: Fault

    package init(_ calls: [String], _ number: Int, _ fault: Fault = .kill) {
        self.calls = calls
        self.number = number
        self.fault = fault
    }

    /// How a traced run ended.
    package struct Traced: Sendable {
        /// How the process ended.
        package var ended: Ended
        /// How many calls there were that count.
        package var calls: Int
    }

    /// Runs a program with it.
    ///
    /// Each call that counts is written down in `log`, if that is a file.
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
