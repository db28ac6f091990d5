package import Accounts
package import FoundationEssentials

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

    /// The new accounts, parents first.
    package private(set) var added: [Account] = []
    /// The changed accounts, parents first.
    package private(set) var updated: [Update] = []
    /// How many rows match what is already known.
    package private(set) var unchanged = 0
    /// The refused rows, in the order of the file.
    package private(set) var refused: [RowProblem]
    /// The columns that are not recognised.
    package let unknownColumns: [String]
    /// Other remarks about the file.
    package let warnings: [FileWarning]

    /// Whether the whole file would be accepted, and the file is not just part of a list.
    package var isWhole: Bool { refused.isEmpty && !warnings.contains(where: \.isPartOfList) }

    /// Everything that is to be written, parents first.
    package private(set) var accounts: [Account] = []

    /// Plans the import of a file into the existing accounts; an import that writes is planned on the book of the
    /// transaction that does the writing.
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
