import Synchronizing
import Telling
import Workspace

/// Tells whoever may approve runs of each that begins to wait for it.
struct ApprovalWatch {
    private var told: Set<RunID> = []
    /// Whether the book may hold other runs than at the last look.
    private var isWanted = true
    private var next = Duration.zero

    /// A book changes many times a second while a run is executed, and its runs are counted with each look.
    private static let gap = Duration.seconds(2)

    mutating func bookChanged() { isWanted = true }

    /// The runs to be told of now; and how long until the next look, nil if the book must change first.
    mutating func look(in workspace: Workspace, at now: Duration) async -> (new: [StoredRun], wait: Duration?) {
        guard isWanted, let members = workspace.members, members.role >= .approver else { return ([], nil) }
        guard now >= next else { return ([], next - now) }
        // What cannot be read now is read soon, though nothing else may change; the list says why.
        guard let open = try? await workspace.runs.openRuns() else { return ([], Self.gap) }
        (isWanted, next) = (false, now + Self.gap)
        let waiting = open.filter { $0.refusalToApprove($0.hash, by: members.login) == nil }
        let new = waiting.filter { !told.contains($0.id) }
        told = Set(waiting.map(\.id))
        return (new, nil)
    }
}
