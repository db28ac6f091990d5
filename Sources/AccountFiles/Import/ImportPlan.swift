public import Accounts
public import FoundationEssentials

/// What an import would do: which accounts are new, which change and how, and which rows are refused.
public struct ImportPlan: Sendable {
    /// An account that changes, with the columns that do.
    public struct Update: Hashable, Sendable {
        /// The account as it will be.
        public var account: Account
        /// Its line in the file.
        public var line: Int
        /// The columns that change, with the value before and after.
        public var changes: [Change]
    }

    /// One column's change.
    public struct Change: Hashable, Sendable {
        /// The column.
        public var column: Column
        /// The value before.
        public var old: String
        /// The value after.
        public var new: String
    }

    /// The accounts that are new, parents first.
    public private(set) var added: [Account] = []
    /// The accounts that change, parents first.
    public private(set) var updated: [Update] = []
    /// How many rows say what is known already.
    public private(set) var unchanged = 0
    /// The rows that are refused, in the order of the file.
    public private(set) var refused: [RowProblem]
    /// The columns that nobody knows.
    public let unknownColumns: [String]

    /// All that is to be written, parents first.
    public var accounts: [Account] { order }
    private var order: [Account] = []

    /// Plans the import of a file into the accounts that are there.
    ///
    /// `locked`: the accounts that are synchronized, sending or in doubt; their type and parent cannot change.
    public init(_ file: AccountRows, into existing: [Account], locked: Set<AccountID>, now: Date) {
        refused = file.problems
        unknownColumns = file.unknownColumns
        var hierarchy = Hierarchy(file, existing)
        refused += hierarchy.refused
        let known = Dictionary(existing.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        for candidate in hierarchy.parentsFirst() {
            do throws(RowProblem) {
                try plan(candidate, known[candidate.account.id], locked, hierarchy, now)
            } catch {
                hierarchy.refuse(candidate)
                refused.append(error)
            }
        }
        refused += hierarchy.orphans
        refused.sort { ($0.line, $0.column ?? "") < ($1.line, $1.column ?? "") }
    }

    private mutating func plan(
        _ candidate: Candidate,
        _ old: Account?,
        _ locked: Set<AccountID>,
        _ hierarchy: Hierarchy,
        _ now: Date
    ) throws(RowProblem) {
        var account = candidate.account
        guard let old else {
            account.created = now
            account.updated = now
            added.append(account)
            order.append(account)
            return
        }
        account = candidate.merged(over: old)
        if locked.contains(account.id) {
            if account.kind != old.kind { throw candidate.problem(.fixedType(old.kind), .type) }
            if account.parent != old.parent { throw candidate.problem(.fixedParent, .parentCode) }
        }
        let changes = Column.allCases.compactMap { column -> Change? in
            let before = old.value(of: column, parent: hierarchy.code(of: old.parent))
            let after = account.value(of: column, parent: hierarchy.code(of: account.parent))
            return before == after ? nil : Change(column: column, old: before, new: after)
        }
        guard !changes.isEmpty || account.kind != old.kind else {
            unchanged += 1
            return
        }
        account.revision = old.revision + 1
        account.updated = now
        updated.append(Update(account: account, line: candidate.line, changes: changes))
        order.append(account)
    }
}
