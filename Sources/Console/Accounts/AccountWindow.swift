import AccountIndex
import Accounts
import TextScreen

/// The visible part of the list: where the cursor is, what is folded away, and which rows have been read.
///
/// The cursor stays on its account, whatever happens to the list around it.
struct AccountWindow: Sendable {
    private(set) var lines = AccountLines()
    private(set) var collapsed: Set<AccountKey> = []
    /// The resellers under which also the customers are shown that the filter does not select.
    private(set) var opened: Set<AccountKey> = []
    private(set) var rows: [AccountKey: AccountRow] = [:]
    private(set) var cursor = ListCursor()
    private(set) var height = 1
    /// The account to which the cursor goes as soon as it is among the lines.
    private var sought: AccountKey?

    /// The number of lines.
    var count: Int { lines.count }

    /// The row of a line; nil while it is being read.
    func row(_ line: Int) -> AccountRow? { lines.key(line).flatMap { rows[$0] } }

    /// The row of the reseller above a line; nil if there is none, or while it is being read.
    func parentRow(_ line: Int) -> AccountRow? { lines.parentKey(line).flatMap { rows[$0] } }

    /// The account that the cursor is on, or to which it goes as soon as that is there.
    var wanted: AccountKey? { sought ?? lines.key(cursor.selected) }

    mutating func want(_ key: AccountKey?) { sought = key }

    var selected: AccountRow? { count > 0 ? row(cursor.selected) : nil }

    /// Shows other lines; where a filter is new, the cursor leaves an account that it does not select.
    mutating func show(_ new: AccountLines) {
        let isNew = new.query.filter != lines.query.filter
        if isNew { opened = [] }
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
        keepInView()
    }

    // MARK: Moving

    mutating func move(_ command: Command) { move { [height] in $0.move(command, height: height) } }

    mutating func move(to line: Int) { move { $0.move(to: line) } }

    private mutating func move(_ change: (inout ListCursor) -> Void) {
        sought = nil
        change(&cursor)
        keepInView()
    }

    mutating func scroll(by lines: Int) {
        sought = nil
        cursor.scroll(by: lines, height: height)
        if lines > 0, cursor.selected == cursor.offset, pinned != nil { cursor.move(to: cursor.offset + 1) }
        keepInView()
    }

    private mutating func keepInView() {
        cursor.keepInView(height: height)
        // The line that gives its place to the reseller is not seen.
        if cursor.selected == cursor.offset, pinned != nil { cursor.scroll(by: -1, height: height) }
    }

    /// The line of the reseller of the first lines that are seen, if it is further up itself; it takes the place of the
    /// first one.
    var pinned: Int? {
        let first = cursor.offset
        guard height >= 5, first + 1 < count, lines.depth(first) > 0, lines.depth(first + 1) > 0 else { return nil }
        return lines.parent(first + 1).flatMap { $0 < first ? $0 : nil }
    }

    /// Adapts to the number of lines available.
    mutating func resize(height: Int) {
        self.height = max(height, 1)
        keepInView()
    }

    // MARK: Folding

    /// Whether customers below the cursor are not shown.
    var canUnfold: Bool { count > 0 && lines.hidesCustomers(cursor.selected) }

    var canFold: Bool {
        guard count > 0 else { return false }
        let line = cursor.selected
        return lines.depth(line) > 0 || lines.hasCustomers(line) && !lines.isCollapsed(line)
    }

    /// Folds or unfolds the line under the cursor; from a customer, folding moves to the reseller.
    mutating func setCollapsed(_ isCollapsed: Bool) {
        guard count > 0, let key = lines.key(cursor.selected) else { return }
        let line = cursor.selected
        if isCollapsed, !lines.hasCustomers(line) || lines.isCollapsed(line) {
            if let parent = lines.parent(line) { move(to: parent) }
            return
        }
        if isCollapsed {
            collapsed.insert(key)
            lines.setCollapsed(true, line)
        } else if lines.isCollapsed(line) {
            collapsed.remove(key)
            lines.setCollapsed(false, line)
        } else if lines.hidesCustomers(line) {
            opened.insert(key)
            lines.open(line)
        }
        cursor.count = lines.count
        keepInView()
    }

    /// Folds or unfolds everything; the cursor stays on its account, or goes to the reseller that is left of it.
    mutating func setAllCollapsed(_ isCollapsed: Bool) {
        var kept: [AccountKey] = []
        var line = count > 0 ? cursor.selected : nil
        while let here = line {
            if let key = lines.key(here) { kept.append(key) }
            line = lines.parent(here)
        }
        collapsed = lines.setAllCollapsed(isCollapsed)
        cursor.count = lines.count
        if let line = kept.lazy.compactMap(lines.line).first { cursor.move(to: line) }
        keepInView()
    }

    // MARK: Rows

    mutating func take(_ new: [AccountRow]) {
        if rows.count > 2_000 {
            let near = Set(near)
            rows = rows.filter { near.contains($0.key) }
        }
        for row in new { rows[row.key] = row }
    }

    var missing: [AccountKey] { near.filter { rows[$0] == nil } }

    /// The accounts near the visible part, a page above and a page below, and their resellers.
    var near: [AccountKey] {
        let range = nearLines
        let keys = lines.keys(range)
        var known = Set(keys)
        return keys + range.compactMap(lines.parentKey).filter { known.insert($0).inserted }
    }

    var nearLines: Range<Int> {
        let first = min(cursor.offset, count)
        return max(first - height, 0)..<min(first + 2 * height, count)
    }
}
