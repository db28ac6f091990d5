import AccountFiles
import Accounts
import ArgumentParser
import Telling

struct ImportReport: Report, Encodable {
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
        var cure: String?
    }

    var imported: Bool
    /// Everything that would happen to many accounts, if it is held.
    var held: [SurpriseJSON]?
    var added: Int
    var updated: [Update]
    var unchanged: Int
    var refused: [Problem]
    var unknownColumns: [String]
    var warnings: [String]
    private(set) var exitCode: ExitCode
    private(set) var complaint: Notice?
    private let surprise: Notice?

    private enum CodingKeys: String, CodingKey {
        case imported, held, added, updated, unchanged, refused, unknownColumns, warnings
    }

    /// `phrase` says what is wrong with a refused row, and where it is.
    init(_ plan: ImportPlan, isDone: Bool, mustBeWhole: Bool, phrase: (RowProblem) -> String = \.phrase) {
        surprise = plan.held.map { Notice($0) }
        held = plan.held.map { held in held.parts.map { SurpriseJSON($0, of: held) } }
        exitCode = plan.held != nil || !plan.refused.isEmpty || (mustBeWhole && !plan.isWhole) ? .blocked : .success
        imported = isDone
        added = plan.addedCount
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
            let message = phrase(problem)
            return Problem(
                line: problem.line,
                element: problem.place.element,
                column: problem.column,
                code: problem.code?.rawValue,
                message: message,
                cure: problem.cure(in: message)
            )
        }
        unknownColumns = plan.unknownColumns
        warnings = plan.remarks
    }

    /// Takes in that the rejects could not be written, if they could not.
    mutating func lose(_ notice: Notice?) {
        guard let notice else { return }
        (complaint, exitCode) = (notice, .workspace)
    }

    func print() {
        for problem in refused { Output.message("refused: \(problem.message)") }
        for warning in warnings { Output.message(warning) }
        if let surprise { Output.message(surprise) }
        for update in updated {
            let changes = update.changes.sorted { $0.key < $1.key }
                .map { "\($0.key) \"\($0.value[0])\" → \"\($0.value[1])\"" }.joined(separator: ", ")
            Output.line("\(update.code): \(changes)")
        }
        Output.line(
            Phrases.imported(
                added: added,
                updated: updated.count,
                unchanged: unchanged,
                refused: refused.count,
                isDone: imported
            )
        )
        if !imported { Output.line(Phrases.nothingImported) }
    }
}
