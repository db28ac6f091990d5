import ArgumentParser
import Synchronizing
import Telling
import Workspace

/// Moves the workspace; it opens no more of it than that needs.
struct MoveCommand: WorkspaceTaking, PrintsJSON {
    static let configuration = CommandConfiguration(
        commandName: "move",
        abstract: "Carries the workspace to another place, a folder or a book on a server, and closes it where it was.",
        discussion: """
            Everything is copied and compared. If it is cut off, nothing is sent from either place until the same \
            command is given again, or --cancel, which leaves the workspace where it was.
            """
    )

    @OptionGroup var workspace: WorkspaceOption
    @Option(
        help: ArgumentHelp(
            "Where to: a folder that is not there yet, or postgresql://HOST/BOOK.",
            valueName: "folder-or-uri"
        ),
        completion: .directory
    )
    var to: String?
    @Flag(help: "Stay here: open the workspace again after a move that was cut off.")
    var cancel = false
    @OptionGroup var output: JSONOption

    func validate() throws {
        guard to == nil || !cancel else { throw ValidationError("--to and --cancel exclude each other.") }
        guard to != nil || cancel else { throw ValidationError(MoveWords.wanted) }
    }

    func run() throws {
        try Blocking.run(ended: MoveWords.ended) { [self] in
            try ReadOnlyMode.allowChanges()
            try await report().deliver(asJSON: json)
        }
    }

    private func report() async throws -> MoveReport {
        let from = workspace.location
        guard let to else {
            return MoveReport(try await WorkspaceMove.cancel(from, environment: ownEnvironment), at: from.shown)
        }
        let target = WorkspaceOption.location(given: to)
        let line = ProgressLine()
        let result = try await WorkspaceMove(from: from, to: target, environment: ownEnvironment)
            .run { step in
                let words =
                    switch step {
                    case .copied(let rows): MoveWords.copied(rows)
                    case .compared(let rows): MoveWords.compared(rows)
                    }
                line.show { _ in words }
            }
        line.end()
        return MoveReport(result, from: from.path, to: target.shown)
    }
}

private struct MoveReport: Report, Encodable {
    private let moved: Bool
    private let place: String
    private let rows: [String: Int]
    private let filesStaying: [String]
    /// What became of the copy at the other place, if the move was cancelled.
    private let copy: String?
    private let from: String
    private let cancelled: WorkspaceMove.Cancelled?

    private enum CodingKeys: String, CodingKey { case moved, place, rows, filesStaying, copy }

    init(_ cancelled: WorkspaceMove.Cancelled, at place: String) {
        (moved, self.place, from, rows, filesStaying) = (false, place, place, [:], [])
        self.cancelled = cancelled
        copy =
            switch cancelled.copy {
            case .absent: "absent"
            case .removed: "removed"
            case .left: "left"
            }
    }

    init(_ result: WorkspaceMove.Result, from: String, to: String) {
        (moved, place, self.from, rows, filesStaying) = (true, to, from, result.rows, result.staying)
        (copy, cancelled) = (nil, nil)
    }

    var complaint: Notice? {
        if let cancelled, case .left(let failure) = cancelled.copy { return .copyStays(at: cancelled.place, failure) }
        return filesStaying.isEmpty ? nil : .filesStay(filesStaying, at: from)
    }

    func print() {
        if let cancelled {
            Output.line(MoveWords.cancelled(place))
            if cancelled.copy == .removed { Output.line(MoveWords.copyRemoved(cancelled.place)) }
            return
        }
        Output.line(rows.isEmpty ? MoveWords.wasCopied : MoveWords.counts(rows))
        Output.line(MoveWords.moved(to: place))
    }
}
