import AccountFiles
import Accounts
import ArgumentParser
import Foundation
import Workspace

/// Takes in a file of accounts.
struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Imports accounts from CSV, or from JSON of the platform's account list."
    )

    @OptionGroup var workspace: WorkspaceOption
    @Argument(help: "The file; - reads standard input.")
    var file: String
    @Flag(help: "Tell what would be done, and do nothing.")
    var dryRun = false
    @Flag(help: "Import nothing if any row is refused.")
    var strict = false
    @Flag(help: "Print the result as JSON.")
    var json = false

    func run() throws {
        try Blocking.run { [workspace, file, dryRun, strict, json] in
            let rows = try AccountFile.read(try InputFile.read(file))
            let opened = try await workspace.open()
            let plan = try await opened.plan(rows)
            let isHeld = strict && !plan.refused.isEmpty
            if !dryRun && !isHeld { try await opened.carryOut(plan) }
            let report = ImportReport(plan, isDone: !dryRun && !isHeld)
            if json { try Output.json(report) } else { report.print() }
            if !plan.refused.isEmpty { throw ExitCode.blocked }
        }
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
        refused = plan.refused.map {
            Problem(line: $0.line, column: $0.column, code: $0.code?.rawValue, message: "\($0)")
        }
        unknownColumns = plan.unknownColumns
    }

    func print() {
        for problem in refused { Output.message("refused: \(problem.message)") }
        for name in unknownColumns { Output.message("nothing is known of the column \"\(name)\": it is left out") }
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
    static func read(_ path: String) throws(Failure) -> [UInt8] {
        do {
            let handle =
                path == "-" ? FileHandle.standardInput : try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            return Array(try handle.readToEnd() ?? Data())
        } catch {
            throw Failure(.blocked, "\(path) cannot be read.", cure: "Check the path and its permissions.")
        }
    }
}
