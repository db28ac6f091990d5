import ArgumentParser
import Telling

/// The result of a command: it is printed as text or as JSON, and determines the exit code.
protocol Report {
    associatedtype JSON: Encodable

    var json: JSON { get throws }

    func print()

    /// What is printed on stderr afterwards, whatever the format.
    var complaint: Notice? { get }

    var exitCode: ExitCode { get }

    /// Prints the result, and throws its exit code unless that is success.
    func deliver(asJSON isJSON: Bool) throws
}

extension Report {
    var complaint: Notice? { nil }
    var exitCode: ExitCode { .success }

    func deliver(asJSON isJSON: Bool) throws {
        if isJSON { try Output.json(try json) } else { print() }
        if let complaint { Output.message(complaint) }
        if exitCode != .success { throw exitCode }
    }
}

extension Report where Self: Encodable {
    var json: Self { self }
}

/// A result that a command only shows, as JSON or for a person; only one of the two is produced.
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

/// A result that was printed while it was found.
struct Printed: Report {
    var exitCode = ExitCode.success
    var json: [String] { [] }
    func print() {}
    func deliver(asJSON isJSON: Bool) throws { if exitCode != .success { throw exitCode } }
}
