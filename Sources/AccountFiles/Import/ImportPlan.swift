package import Accounts

/// What an import would do: which accounts are new, which ones change and how, and which rows are refused.
package struct ImportPlan: Sendable {
    /// An account that changes, with the columns that change.
    package struct Update: Hashable, Sendable {
        /// The account as it will be.
        package var account: Account
        /// Its line in the file.
        package var line: Int
        /// The columns that change, with the values before and after.
        package var changes: [Change]
    }

    package struct Change: Hashable, Sendable {
        package var column: Account.Column
        package var old: String
        package var new: String
    }

    /// How many accounts are new.
    package internal(set) var addedCount = 0
    /// The changed accounts, parents first.
    package internal(set) var updated: [Update] = []
    /// How many rows match what is already known.
    package internal(set) var unchanged = 0
    /// Why nothing may be written before a person has looked at it: more would change than the limits allow.
    package internal(set) var held: Surprise?
    /// How many accounts of the BSS a complete read did not see for the first time.
    package internal(set) var vanished = 0
    /// How many accounts are gone from the BSS now, since a complete read did not see them again.
    package internal(set) var gone = 0
    /// The refused rows, in the order of the file.
    package let refused: [RowProblem]
    /// The columns that are not recognised.
    package let unknownColumns: [String]
    /// Other remarks about the file.
    package let warnings: [FileWarning]

    /// Whether the whole file would be accepted, and the file is not just part of a list.
    package var isWhole: Bool { refused.isEmpty && !warnings.contains(where: \.isPartOfList) }

    init(refused: [RowProblem], unknownColumns: [String], warnings: [FileWarning]) {
        (self.refused, self.unknownColumns, self.warnings) = (refused, unknownColumns, warnings)
    }

    /// What two imports did, one after the other.
    package func followed(by next: ImportPlan) -> ImportPlan {
        // What is refused again is refused once.
        let again = Set(next.refused.compactMap(\.id))
        let before = refused.filter { problem in problem.id.map { !again.contains($0) } ?? true }
        var both = ImportPlan(
            refused: before + next.refused,
            unknownColumns: unknownColumns,
            warnings: warnings + next.warnings
        )
        both.addedCount = addedCount + next.addedCount
        both.updated = updated + next.updated
        both.unchanged = unchanged
        both.held = next.held
        (both.vanished, both.gone) = (vanished + next.vanished, gone + next.gone)
        return both
    }
}
