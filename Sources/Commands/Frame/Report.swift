import ArgumentParser
import Telling

/// What a command came to: it is printed as text or as JSON, and the exit code follows from it.
protocol Report {
    associatedtype JSON: Encodable

    /// What `--json` prints.
    var json: JSON { get throws }

    /// Prints it for a person.
    func print()

    /// What is told on stderr either way, after it.
    var complaint: Notice? { get }

    var exitCode: ExitCode { get }
}

extension Report {
    var complaint: Notice? { nil }
    var exitCode: ExitCode { .success }

    /// Prints it, and throws its exit code if that is no success.
    func deliver(asJSON isJSON: Bool) throws {
        if isJSON { try Output.json(try json) } else { print() }
        if let complaint { Output.message(complaint) }
        if exitCode != .success { throw exitCode }
    }
}

extension Report where Self: Encodable {
    var json: Self { self }
}

/// What a command shows and is done: the JSON, and how a person sees it; only one of them is made.
struct Shown<JSON: Encodable>: Report {
    private let makeJSON: () throws -> JSON
    private let printText: () -> Void

    init(_ json: @autoclosure @escaping () throws -> JSON, print text: @escaping () -> Void) {
        makeJSON = json
        printText = text
    }

    var json: JSON { get throws { try makeJSON() } }
    func print() { printText() }
}

/// Lines that say what was done.
struct Said: Report, Encodable {
    var lines: [String]

    init(_ lines: String...) { self.lines = lines }

    func print() {
        for line in lines { Output.line(line) }
    }
}
