package import Accounts

/// Why a workspace is closed, so that nothing is written to it or sent from it: no claim may live at two places.
///
/// A workspace that moves is closed at both places until it has left the first one for good.
package struct Closing: Codable, Hashable, Sendable {
    package enum Phase: String, Codable, Sendable {
        /// It is being copied to a place, and nothing there counts yet.
        case moving
        /// It is at another place now.
        case moved
        /// It was copied from a place that is not closed for good yet.
        case arriving
    }

    package var phase: Phase
    /// Where it goes or has gone, or where it comes from if it arrives: as the operator wrote it, or a path.
    package var place: String
    /// Tells this move from any other one of the same workspace.
    package var move: String
    /// The copy that counts; none as long as it is not known to be complete.
    package var copy: String?

    package init(_ phase: Phase, _ place: String, move: String, copy: String? = nil) {
        (self.phase, self.place, self.move, self.copy) = (phase, place, move, copy)
    }
}

/// Why a workspace cannot be moved.
package enum MoveProblem: Hashable, Sendable {
    /// Links that are waiting or sending, and runs that have not ended, the oldest first.
    case underWay(links: Int, runs: [Run])
    /// There is something at the place already.
    case notEmpty
    /// It is the place where it is.
    case samePlace
    /// A move to another place was begun.
    case begunElsewhere(String)
    /// Nothing was begun that could be cancelled.
    case notBegun
    /// It has moved to that place for good.
    case isOver(String)
    /// Another process cancelled the move meanwhile.
    case cancelled
    /// The place does not have the copy for which the workspace was closed.
    case copyMissing
    /// A row that the place cannot keep as it is.
    case unstorable(StoreFailure.Place, Obstacle)
    /// What was read back is not what was written.
    case different(StoreFailure.Place)

    /// A bulk run that has not ended.
    package struct Run: Hashable, Sendable {
        package var id: RunID
        package var system: SystemName

        package init(_ id: RunID, on system: SystemName) { (self.id, self.system) = (id, system) }
    }

    package enum Obstacle: Hashable, Sendable {
        /// U+0000, which PostgreSQL does not take.
        case nul
        /// Too long for an index.
        case tooLong
        /// Against a rule that the other store did not have; its name there.
        case rule(String)
    }
}

/// How far a move is, in rows.
package enum MoveStep: Sendable {
    case copied(Int)
    case compared(Int)
}
