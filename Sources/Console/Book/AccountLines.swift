import AccountIndex
import Accounts

/// The lines of the list of accounts: what a query selects, in its order, without what is folded away.
struct AccountLines: Sendable {
    enum Source: Sendable {
        /// What the store has read, while there is no index yet.
        case page([AccountListing.Entry])
        case tree(AccountIndex, VisibleRows)
        case flat(AccountIndex, RowList)
    }

    let query: AccountQuery
    private var source: Source
    /// What the filter selects; nil while there is no index yet.
    let found: Matches?
    /// How many accounts there are; nil while that is not known.
    let total: Int?
    /// How many of the matches are in each state on the query's system.
    let counts: [SyncState: Int]
    /// Whether there is nothing behind the last line.
    let isWhole: Bool

    /// No lines, before anything was read.
    init() {
        self.init(AccountQuery(), .page([]), matches: nil, total: nil, counts: [:], isWhole: false)
    }

    init(
        _ query: AccountQuery,
        _ source: Source,
        matches: Matches?,
        total: Int?,
        counts: [SyncState: Int],
        isWhole: Bool
    ) {
        self.query = query
        self.source = source
        found = matches
        self.total = total
        self.counts = counts
        self.isWhole = isWhole
    }

    /// The first page of a query, as a store has read it with a limit.
    init(_ query: AccountQuery, page: AccountListing, limit: Int) {
        let isWhole = page.matches < limit
        self.init(
            query,
            .page(page.entries),
            matches: nil,
            total: isWhole && query.filter.isEmpty ? page.matches : nil,
            counts: [:],
            isWhole: isWhole
        )
    }

    var count: Int {
        switch source {
        case .page(let entries): entries.count
        case .tree(_, let rows): rows.count
        case .flat(_, let rows): rows.count
        }
    }

    /// How many accounts the filter selects; nil while that is not known.
    var matchCount: Int? {
        if let found { return found.count }
        return isWhole ? count : nil
    }

    private var index: AccountIndex? {
        switch source {
        case .page: nil
        case .tree(let index, _), .flat(let index, _): index
        }
    }

    /// The change of the index that these lines are of; nil for a page.
    var revision: Int? { index?.revision }

    private func row(_ line: Int) -> Int? {
        switch source {
        case .page: nil
        case .tree(_, let rows): rows.row(at: line)
        case .flat(_, let rows): 0..<rows.count ~= line ? Int(rows[line]) : nil
        }
    }

    func key(_ line: Int) -> AccountKey? {
        if case .page(let entries) = source { return entries.indices.contains(line) ? entries[line].key : nil }
        return row(line).flatMap { index?.key(at: $0) }
    }

    func keys(_ lines: Range<Int>) -> [AccountKey] {
        if case .tree(let index, let rows) = source { return rows.rows(at: lines).compactMap(index.key) }
        return lines.compactMap(key)
    }

    /// The depth in the tree; 0 in a flat list.
    func depth(_ line: Int) -> Int {
        switch source {
        case .page(let entries): Int(entries[line].depth)
        case .tree(let index, let rows): rows.row(at: line).flatMap(index.depth) ?? 0
        case .flat: 0
        }
    }

    /// Whether customers stand under a line, shown or folded away.
    func hasCustomers(_ line: Int) -> Bool {
        switch source {
        case .page(let entries): return entries[line].descendants > 0
        case .tree(let index, let rows):
            guard let row = rows.row(at: line), let depth = index.depth(at: row) else { return false }
            return rows.whole.first(from: row + 1).flatMap(index.depth).map { $0 > depth } ?? false
        case .flat: return false
        }
    }

    func isCollapsed(_ line: Int) -> Bool {
        guard case .tree(_, let rows) = source, let row = rows.row(at: line) else { return false }
        return rows.collapsed.contains(row)
    }

    /// Whether the filter selects the account itself; a reseller may only lead to a customer that it selects.
    func isMatch(_ line: Int) -> Bool {
        if case .page(let entries) = source { return entries[line].isMatch }
        guard let found, let row = row(line) else { return true }
        return found.rows.contains(row)
    }

    /// Whether a line is folded (▸) or unfolded (▾); nil if nothing stands under it, however little is shown.
    func isFolded(_ line: Int) -> Bool? {
        if hasCustomers(line) { return isCollapsed(line) }
        guard case .tree(let index, let rows) = source, let row = rows.row(at: line), index.hasRows(below: row) else {
            return nil
        }
        return true
    }

    /// Whether customers under a line are not shown: folded away, or not selected by the filter.
    func hidesCustomers(_ line: Int) -> Bool {
        guard case .tree(let index, let rows) = source, let row = rows.row(at: line) else { return false }
        if rows.collapsed.contains(row) { return true }
        if query.filter.isEmpty { return false }
        let below = index.rows(below: row)
        return rows.whole.count(in: below) < index.rowCount(in: below)
    }

    /// Whether the next line stands further up in the tree.
    func isLast(_ line: Int) -> Bool { line + 1 >= count || depth(line + 1) < depth(line) }

    /// The line of the reseller above; nil if there is none.
    func parent(_ line: Int) -> Int? {
        switch source {
        case .page(let entries): return (0..<line).last { entries[$0].depth < entries[line].depth }
        case .tree(let index, let rows):
            return rows.row(at: line).flatMap(index.parent).map(rows.position)
        case .flat: return nil
        }
    }

    /// The line of an account; nil if it is not among them.
    func line(of key: AccountKey) -> Int? {
        if case .page(let entries) = source { return entries.firstIndex { $0.key == key } }
        guard let row = index?.row(of: key) else { return nil }
        switch source {
        case .page: return nil
        case .tree(_, let rows): return rows.rows.contains(row) ? rows.position(of: row) : nil
        case .flat(_, let rows): return rows.place(of: UInt32(row))
        }
    }

    /// The line of the first account that the filter selects.
    var firstMatch: Int? {
        switch source {
        case .page(let entries): entries.firstIndex(where: \.isMatch)
        case .tree(_, let rows): found?.first.map(rows.position)
        case .flat: count > 0 ? 0 : nil
        }
    }

    /// Folds what stands under a line, or unfolds it.
    mutating func setCollapsed(_ isCollapsed: Bool, _ line: Int) {
        guard case .tree(let index, var rows) = source, let row = rows.row(at: line) else { return }
        source = .page([])
        if isCollapsed { rows.collapse(row, in: index) } else { rows.expand(row, in: index) }
        source = .tree(index, rows)
    }

    /// Shows all customers under a line, also those that the filter does not select.
    mutating func open(_ line: Int) {
        guard case .tree(let index, var rows) = source, let row = rows.row(at: line) else { return }
        source = .page([])
        rows.include(below: row, in: index)
        source = .tree(index, rows)
    }

    /// Folds all customers away, or shows all; returns the accounts that are folded then.
    mutating func setAllCollapsed(_ isCollapsed: Bool) -> Set<AccountKey> {
        guard case .tree(let index, var rows) = source else { return [] }
        source = .page([])
        if isCollapsed { rows.collapseAll(in: index) } else { rows.expandAll() }
        source = .tree(index, rows)
        return Set(rows.collapsed.lazy.compactMap(index.key))
    }

    /// The reseller of a line with all its customers, whatever the filter selects; the account alone if it is neither
    /// a reseller nor below one.
    func family(_ line: Int) -> [AccountKey] {
        guard let index, let row = row(line) else { return key(line).map { [$0] } ?? [] }
        let head = index.hasRows(below: row) ? row : index.parent(of: row) ?? row
        return index.keys(in: head..<head + 1) + index.keys(in: index.rows(below: head))
    }

    /// The key of the reseller above, whether or not it has a line.
    func parentKey(_ line: Int) -> AccountKey? {
        guard let index else { return parent(line).flatMap(key) }
        return row(line).flatMap(index.parent).flatMap(index.key)
    }

    /// The keys of all accounts that the filter selects.
    var matchingKeys: [AccountKey] {
        if case .page(let entries) = source { return entries.filter(\.isMatch).map(\.key) }
        guard let found, let index else { return [] }
        var keys: [AccountKey] = []
        keys.reserveCapacity(found.count)
        found.rows.visit { if let key = index.key(at: $0) { keys.append(key) } }
        return keys
    }

    /// How many of some accounts the filter does not show.
    func countHidden(_ keys: Set<AccountKey>) -> Int {
        switch source {
        case .page(let entries): keys.count - entries.count { keys.contains($0.key) }
        case .tree(let index, let rows): keys.count - index.rows(of: keys).values.count(where: rows.whole.contains)
        case .flat(let index, _): keys.count - index.rows(of: keys).values.count { found?.rows.contains($0) ?? false }
        }
    }
}
