import AccountIndex
import Accounts
import TextScreen

/// The visible part of the list: where the cursor is, what is folded away, and which rows have been read.
///
/// The cursor stays on its account, whatever happens to the list around it.
struct AccountWindow: Sendable {
    private(set) var lines = AccountLines()
    private(set) var collapsed: Set<AccountKey> = []
    private(set) var rows: [AccountKey: AccountRow] = [:]
    private(set) var cursor = ListCursor()
    private(set) var height = 1
    /// The account to which the cursor goes as soon as it is among the lines.
    private var sought: AccountKey?

    /// The number of lines.
    var count: Int { lines.count }

    /// The row of a line; nil while it is being read.
    func row(_ line: Int) -> AccountRow? { lines.key(line).flatMap { rows[$0] } }

    /// The account that the cursor is on, or to which it goes as soon as that is there.
    var wanted: AccountKey? { sought ?? lines.key(cursor.selected) }

    mutating func want(_ key: AccountKey?) { sought = key }

    var selected: AccountRow? { count > 0 ? row(cursor.selected) : nil }

    /// Whether there are hidden customers below the cursor.
    var canUnfold: Bool {
        count > 0 && lines.hasCustomers(cursor.selected) && lines.isCollapsed(cursor.selected)
    }

    var canFold: Bool {
        guard count > 0 else { return false }
        let line = cursor.selected
        return lines.depth(line) > 0 || lines.hasCustomers(line) && !lines.isCollapsed(line)
    }

    /// Shows other lines; where a filter is new, the cursor leaves an account that it does not select.
    mutating func show(_ new: AccountLines) {
        let isNew = new.query.filter != lines.query.filter
        if new.revision != lines.revision {
            // What was read before a change may be out of date; what is on the screen is read again.
            let near = Set(near)
            rows = rows.filter { near.contains($0.key) }
        }
        let found = sought.flatMap(new.line)
        let kept = found ?? (count > 0 ? lines.key(cursor.selected).flatMap(new.line) : nil)
        // The lines of an index that are whole are all there are.
        if found != nil || new.isWhole && new.revision != nil { sought = nil }
        lines = new
        cursor.count = new.count
        if let kept, found != nil || !isNew || new.isMatch(kept) {
            cursor.move(to: kept)
        } else if isNew {
            cursor.move(to: new.firstMatch ?? 0)
        }
        cursor.keepInView(height: height)
    }

    /// Folds or unfolds the line under the cursor; from a customer, folding moves to the reseller.
    mutating func setCollapsed(_ isCollapsed: Bool) {
        guard count > 0, let key = lines.key(cursor.selected) else { return }
        let line = cursor.selected
        if isCollapsed, !lines.hasCustomers(line) || lines.isCollapsed(line) {
            if let parent = lines.parent(line) { move { $0.move(to: parent) } }
            return
        }
        if isCollapsed { collapsed.insert(key) } else { collapsed.remove(key) }
        lines.setCollapsed(isCollapsed, line)
        cursor.count = lines.count
        cursor.keepInView(height: height)
    }

    mutating func move(_ command: Command) { move { [height] in $0.move(command, height: height) } }

    private mutating func move(_ change: (inout ListCursor) -> Void) {
        sought = nil
        change(&cursor)
        cursor.keepInView(height: height)
    }

    /// Adapts to the number of lines available.
    mutating func resize(height: Int) {
        self.height = max(height, 1)
        cursor.keepInView(height: self.height)
    }

    mutating func take(_ new: [AccountRow]) {
        if rows.count > 2_000 {
            let near = Set(near)
            rows = rows.filter { near.contains($0.key) }
        }
        for row in new { rows[row.key] = row }
    }

    var missing: [AccountKey] { near.filter { rows[$0] == nil } }

    /// The rows near the visible part: the visible ones, a page above and a page below.
    var near: [AccountKey] {
        let first = min(cursor.offset, count)
        return lines.keys(max(first - height, 0)..<min(first + 2 * height, count))
    }
}
