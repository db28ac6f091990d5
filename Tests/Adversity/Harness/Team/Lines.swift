import Synchronization
import TestKit

/// A program that is asked in lines and answers in lines, one at a time.
final class Lines: Sendable {
    private let process: Mutex<ChildProcess>

    init(_ words: [String]) throws {
        process = Mutex(try ChildProcess(words, input: .pipe, output: .pipe))
    }

    /// The first line before the last one of the answer, empty if there is none; nil if the program is gone.
    func ask(_ text: String, until isLast: (String) -> Bool) -> String? {
        process.withLock { process in
            process.write(text)
            var first: String?
            for _ in 0..<1_000 {
                let line = process.line()
                if isLast(line) { return first ?? "" }
                first = first ?? line
            }
            return nil
        }
    }
}
