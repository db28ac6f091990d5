package import Accounts
package import FoundationEssentials

/// What an import would do: which accounts are new, which change and how, and which rows are refused.
package struct ImportPlan: Sendable {
    /// An account that changes, with the columns that do.
    package struct Update: Hashable, Sendable {
        /// The account as it will be.
        package var account: Account
        /// Its line in the file.
        package var line: Int
        /// The columns that change, with the value before and after.
        package var changes: [Change]
    }

    package struct Change: Hashable, Sendable {
        package var column: Account.Column
        package var old: String
        package var new: String
    }

    /// The accounts that are new, parents first.
    package private(set) var added: [Account] = []
    /// The accounts that change, parents first.
    package private(set) var updated: [Update] = []
    /// How many rows say what is known already.
    package private(set) var unchanged = 0
    /// The rows that are refused, in the order of the file.
    package private(set) var refused: [RowProblem]
    /// The columns that nobody knows.
    package let unknownColumns: [String]
    /// What else is to be said of the file.
    package let warnings: [FileWarning]

    /// Whether all of the file would be taken, and the file is all that there is.
    package var isWhole: Bool { refused.isEmpty && !warnings.contains(where: \.isPartOfList) }

    /// All that is to be written, parents first.
    package private(set) var accounts: [Account] = []

    /// Plans the import of a file into the accounts that are there; to be written, it is planned on what the
    /// transaction sees that writes it.
    package init<Book: AccountBook>(_ file: AccountFile, into book: Book, now: Date) throws(Book.Failure) {
        unknownColumns = file.unknownColumns
        warnings = file.warnings
        var hierarchy = try Hierarchy(try Matching(file, book), book)
        refused = hierarchy.refused.sorted { ($0.place, $0.column ?? "") < ($1.place, $1.column ?? "") }
        for candidate in try hierarchy.parentsFirst() {
            try plan(candidate, &hierarchy, now)
        }
    }

    private mutating func plan<Book: AccountBook>(
        _ candidate: Candidate,
        _ hierarchy: inout Hierarchy<Book>,
        _ now: Date
    ) throws(Book.Failure) {
        var account = candidate.account
        account.updated = now
        guard let old = candidate.old else {
            account.created = now
            added.append(account)
            accounts.append(account)
            return
        }
        let (parentBefore, parentAfter) = (try hierarchy.code(of: old.parent), try hierarchy.code(of: account.parent))
        let changes = Account.Column.allCases.compactMap { column -> Change? in
            let before = old.text(of: column, parent: parentBefore)
            let after = account.text(of: column, parent: parentAfter)
            return before == after ? nil : Change(column: column, old: before, new: after)
        }
        guard !changes.isEmpty || account.kind != old.kind || account.parent != old.parent else {
            unchanged += 1
            return
        }
        account.revision = old.revision + 1
        updated.append(Update(account: account, line: candidate.place.line, changes: changes))
        accounts.append(account)
    }
}
