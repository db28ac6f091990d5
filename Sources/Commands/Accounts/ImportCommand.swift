import AccountFiles
import Accounts
import ArgumentParser
import Foundation
import Synchronization
import Telling
import Workspace

/// Takes in a file of accounts.
struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Imports accounts from CSV or JSON: an export, or the platform's account list."
    )

    @OptionGroup var workspace: WorkspaceOption
    @Argument(help: "The file; - reads standard input.")
    var file: String
    @Flag(help: "Tell what would be done, and do nothing.")
    var dryRun = false
    @Flag(help: "Import nothing if any row is refused, or if the file is one page of several.")
    var strict = false
    @Flag(help: "Print the result as JSON.")
    var json = false

    func run() throws {
        try Blocking.run { [workspace, file, dryRun, strict, json] in
            let stop = ImportStop()
            EndRequests.answer { signal, isFirst in stop.answer(signal, isFirst: isFirst) }
            let rows = try AccountFile.read(try InputFile.read(file))
            let opened = try await workspace.open()
            stop.begin()
            let plan =
                dryRun
                ? try await opened.planImport(of: rows)
                : try await opened.importAccounts(of: rows, mustBeWhole: strict) { stop.isPressed }
            guard let plan else { stop.end() }
            let report = ImportReport(plan, isDone: !dryRun && (!strict || plan.isWhole))
            if json { try Output.json(report) } else { report.print() }
            if !plan.refused.isEmpty || (strict && !plan.isWhole) { throw ExitCode.blocked }
        }
    }
}

/// A request to end an import: nothing is imported, unless all of it is already.
private final class ImportStop: Sendable {
    private enum Phase: Equatable {
        case reading, importing
        case stopping(EndSignal)
    }

    private let phase = Mutex(Phase.reading)

    var isPressed: Bool {
        if case .stopping = phase.withLock({ $0 }) { true } else { false }
    }

    func begin() { phase.withLock { $0 = .importing } }

    func answer(_ signal: EndSignal, isFirst: Bool) -> EndReply {
        guard isFirst else { return .ends([Blocking.wholeOrNot]) }
        return phase.withLock { phase in
            guard phase == .importing else { return .ends(["Ended while reading: nothing was imported."]) }
            phase = .stopping(signal)
            return .stops
        }
    }

    /// Ends the process as the signal would have: the transaction was taken back.
    func end() -> Never {
        guard case .stopping(let signal) = phase.withLock({ $0 }) else { preconditionFailure("nobody asked to end") }
        EndRequests.end(saying: ["Ended before it was done: nothing was imported."], signal)
    }
}

/// What an import did, or would do.
struct ImportReport: Encodable {
    struct Update: Encodable {
        var line: Int
        var code: String
        var changes: [String: [String]]
    }
    struct Problem: Encodable {
        var line: Int
        var element: Int?
        var column: String?
        var code: String?
        var message: String
    }

    var imported: Bool
    var added: Int
    var updated: [Update]
    var unchanged: Int
    var refused: [Problem]
    var unknownColumns: [String]
    var warnings: [String]

    init(_ plan: ImportPlan, isDone: Bool) {
        imported = isDone
        added = plan.added.count
        updated = plan.updated.map { update in
            Update(
                line: update.line,
                code: update.account.code.rawValue,
                changes: Dictionary(
                    uniqueKeysWithValues: update.changes.map { ($0.column.rawValue, [$0.old, $0.new]) }
                )
            )
        }
        unchanged = plan.unchanged
        refused = plan.refused.map { problem in
            Problem(
                line: problem.line,
                element: problem.place.element,
                column: problem.column,
                code: problem.code?.rawValue,
                message: problem.phrase
            )
        }
        unknownColumns = plan.unknownColumns
        warnings = plan.remarks
    }

    func print() {
        for problem in refused { Output.message("refused: \(problem.message)") }
        for warning in warnings { Output.message(warning) }
        for update in updated {
            let changes = update.changes.sorted { $0.key < $1.key }
                .map { "\($0.key) \"\($0.value[0])\" → \"\($0.value[1])\"" }.joined(separator: ", ")
            Output.line("\(update.code): \(changes)")
        }
        let verb = imported ? "" : "would be "
        Output.line(
            "\(added) \(verb)added, \(updated.count) \(verb)updated, \(unchanged) unchanged, \(refused.count) refused."
        )
        if !imported { Output.line("Nothing was imported.") }
    }
}

/// A file that a command names.
enum InputFile {
    /// The longest file that is read, in bytes: more than a million accounts, and an end to what has none.
    static let longest = 1 << 30

    static func read(_ path: String, longest: Int = longest) throws(Failure) -> [UInt8] {
        let bytes = try contents(path, longest)
        guard bytes.count <= longest else {
            let name = path == "-" ? "Standard input" : path
            let limit = longest >= 1 << 20 ? "\(longest >> 20) MiB" : "\(longest >> 10) KiB"
            throw Failure(
                .blocked,
                "\(name) is longer than \(limit).",
                cure: "Name the file that is meant, or split it."
            )
        }
        return bytes
    }

    private static func contents(_ path: String, _ longest: Int) throws(Failure) -> [UInt8] {
        do {
            let handle =
                path == "-" ? FileHandle.standardInput : try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            var bytes: [UInt8] = []
            while bytes.count <= longest, let part = try handle.read(upToCount: 1 << 20), !part.isEmpty {
                bytes += part
            }
            return bytes
        } catch {
            var isDirectory: ObjCBool = false
            let isThere = FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
            guard path == "-" || isThere else {
                throw Failure(.blocked, "There is no file \(path).", cure: "Check the path.")
            }
            guard !isDirectory.boolValue else {
                throw Failure(.blocked, "\(path) is a directory.", cure: "Name a file in it.")
            }
            let name = path == "-" ? "Standard input" : path
            throw Failure(.blocked, "\(name) cannot be read.", cure: "Check its permissions.")
        }
    }
}
