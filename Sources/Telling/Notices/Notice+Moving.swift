package import Synchronizing
import Workspace

extension Notice {
    /// Why a workspace is closed; `path` is where it is.
    package init(_ closing: Closing, at path: String) {
        let place = WorkspaceLocation.shown(closing.place)
        let here = Phrases.inWorkspace(named: path)
        self =
            switch closing.phase {
            case .moving:
                .bad("The workspace at \(path) is on its way to \(place): it is only read here, and nothing is sent.")
                    .cure(
                        "Go on with `\(Phrases.moving(to: closing.place) + here)`, or stay here with `\("move --cancel" + here)`."
                    )
            case .moved:
                .bad("The workspace at \(path) has moved to \(place): it is only read here, and nothing is sent.")
                    .cure("Use it there: `\(ShellCommand("--workspace \(closing.place)"))`.")
            case .arriving:
                .bad("The workspace at \(path) has not arrived yet: it is moving from \(place), and nothing is sent.")
                    .cure("Where it was, give the same `account-sync move --to` again.")
            }
    }

    /// Why a workspace cannot be moved; `path` is what the problem is with.
    init(_ problem: MoveProblem, at path: String) {
        let here = Phrases.inWorkspace(named: path)
        self =
            switch problem {
            case .underWay(let links, let runs):
                .bad("The workspace at \(path) cannot move: \(Self.underWay(links, runs)).")
                    .cure(
                        runs.first.map { "`\($0.id.command("stop") + here)` ends the run; then try again." }
                            ?? "Wait until it has ended, then try again."
                    )
            case .notEmpty:
                .bad("There is something at \(path) already; it was left as it is.")
                    .cure("Name a folder that is not there yet, or a database without a book.")
            case .samePlace: .bad("The workspace is at \(path).").cure("Name another place with --to.")
            case .begunElsewhere(let place):
                .bad("The workspace at \(path) is on its way to another place.")
                    .cure(
                        "Go on with `\(Phrases.moving(to: place) + here)`, exactly so, or stay with `\("move --cancel" + here)`."
                    )
            case .notBegun:
                .bad("The workspace at \(path) is not being moved.")
                    .cure("There is nothing to cancel: it can be used here.")
            case .isOver(let place):
                .bad(
                    "The workspace at \(path) has moved to \(WorkspaceLocation.shown(place)) for good; nothing was changed."
                )
                .cure("Move it on from there: `\(ShellCommand("move --to PLACE --workspace \(place)"))`.")
            case .cancelled:
                .bad("The move was cancelled meanwhile; the workspace is still at \(path).")
                    .cure("What was copied stays closed; the next move there replaces it.")
            case .copyMissing:
                .bad("\(path) does not have the copy for which the workspace was closed.")
                    .cure("Check the name: nothing was changed, and nothing can be sent from either place.")
            case .unstorable(let place, let obstacle):
                .bad("\(path) cannot keep a row as it is: \(Self.words(place, obstacle)). Nothing was moved.")
                    .cure("Correct that value where the workspace is, after `account-sync move --cancel` there.")
            case .different(let place):
                .bad(
                    "What was read back from \(path) is not what was written: \(Self.words(place)). Nothing was moved."
                )
                .cure("Check the disks, then try again.")
            }
    }

    private static func underWay(_ links: Int, _ runs: [MoveProblem.Run]) -> String {
        let accounts =
            links == 1 ? "1 account is waiting or being sent" : "\(links) accounts are waiting or being sent"
        let first = runs.first.map { "run \($0.id.rawValue) on \($0.system)" } ?? ""
        let many = "\(runs.count.grouped) bulk runs have not ended, of which the first is \(first)"
        let open = runs.count == 1 ? "\(first) has not ended" : many
        return [links > 0 ? accounts : nil, runs.isEmpty ? nil : open].compactMap(\.self).joined(separator: ", and ")
    }

    private static func words(_ place: StoreFailure.Place) -> String {
        "the column \(place.column) of the table \(place.table), in the row of \(place.row)"
    }

    private static func words(_ place: StoreFailure.Place, _ obstacle: MoveProblem.Obstacle) -> String {
        switch obstacle {
        case .nul: "\(words(place)), has a character with the code 0"
        case .tooLong: "\(words(place)), is too long for an index"
        case .rule(let rule): "the row of \(place.row) in the table \(place.table) breaks the rule \(rule)"
        }
    }
}

package enum MoveWords {
    package static let ended =
        "Ended before it was done: nothing is sent from either place until the same move has ended, or is cancelled."

    package static func moved(to place: String) -> String { "The workspace is at \(place) now. Here it is closed." }

    package static func counts(_ rows: [String: Int]) -> String {
        let names = [
            ("accounts", "accounts"), ("links", "links"), ("attempts", "attempts"), ("log", "lines of the log"),
        ]
        return "Compared: " + names.map { "\((rows[$0.0] ?? 0).grouped) \($0.1)" }.joined(separator: ", ") + "."
    }

    package static let wasCopied = "Everything had been copied and compared before."

    package static func cancelled(_ place: String) -> String { "The workspace stays at \(place), and is open again." }

    package static func copyRemoved(_ place: String) -> String {
        "What was copied to \(place) was taken away; an empty workspace is left there."
    }

    package static func copied(_ rows: Int) -> String { "Moving   \(rows.grouped) rows copied" }
    package static func compared(_ rows: Int) -> String { "Moving   \(rows.grouped) rows compared" }

    package static let wanted = "Name the destination with --to, or use --cancel."
}

extension Notice {
    /// What a cancelled move may have left at the other place, which could not be looked at or written to.
    package static func copyStays(at place: String, _ failure: StoreFailure) -> Notice {
        .warning("What was copied to \(place), if anything, could not be taken away; it is closed for good.")
            .details([Notice(failure).headline])
            .cure(
                "The next move there replaces it; otherwise remove the folder, or in the database the schema account_sync."
            )
    }

    /// Secrets or certificates that are files of the place where the workspace was; `names` are systems, or the BSS.
    package static func filesStay(_ names: [String], at place: String) -> Notice {
        .warning("Files that are named by \(names.joined(separator: " and ")) stay where they are: \(place).")
            .cure("Put them into the folder of the workspace on each machine, or name them by absolute paths.")
    }
}
