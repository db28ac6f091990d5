import Accounts
import TextScreen

/// The visible part of a listing: which lines are folded away, where the cursor is, and which rows have been read.
///
/// The cursor stays on its account, whatever happens to the list around it.
struct AccountWindow: Sendable {
    private(set) var listing = AccountListing()
    private(set) var collapsed: Set<AccountKey> = []
    private(set) var rows: [AccountKey: AccountRow] = [:]
    /// The entries that are not folded away, as indices into the listing.
    private(set) var pane = ListPane<Int32>(height: 1)

    var cursor: ListCursor { pane.cursor }
    var height: Int { pane.height ?? 1 }

    var count: Int { pane.count }

    func entry(_ line: Int) -> AccountListing.Entry { entry(at: pane.items[line]) }

    func entry(at place: Int32) -> AccountListing.Entry { listing.entries[Int(place)] }

    /// The row of a line; nil while it is being read.
    func row(_ line: Int) -> AccountRow? { rows[entry(line).key] }

    var selected: AccountRow? { count > 0 ? row(cursor.selected) : nil }

    func isCollapsed(_ line: Int) -> Bool { collapsed.contains(entry(line).key) }

    var canUnfold: Bool {
        count > 0 && entry(cursor.selected).descendants > 0 && isCollapsed(cursor.selected)
    }

    var canFold: Bool {
        guard count > 0 else { return false }
        let entry = entry(cursor.selected)
        return entry.depth > 0 || entry.descendants > 0 && !isCollapsed(cursor.selected)
    }

    mutating func show(_ listing: AccountListing) {
        let key = count > 0 ? entry(cursor.selected).key : nil
        self.listing = listing
        unfold(keeping: key)
    }

    /// Folds or unfolds the line under the cursor; from a customer, folding moves to the reseller.
    mutating func setCollapsed(_ isCollapsed: Bool) {
        guard count > 0 else { return }
        let line = cursor.selected
        let entry = entry(line)
        if isCollapsed, entry.descendants == 0 || collapsed.contains(entry.key) {
            if let parent = parent(of: line) { pane.move { $0.move(to: parent) } }
            return
        }
        guard entry.descendants > 0 else { return }
        if isCollapsed { collapsed.insert(entry.key) } else { collapsed.remove(entry.key) }
        unfold(keeping: entry.key)
    }

    mutating func move(_ command: Command) { pane.move(command) }

    mutating func resize(height: Int) { pane.resize(height: height) }

    mutating func take(_ new: [AccountRow]) {
        if rows.count > 2_000 { rows = [:] }
        for row in new { rows[row.key] = row }
    }

    var missing: [AccountKey] { near.filter { rows[$0] == nil } }

    /// The rows near the visible part: the visible ones, a page above and a page below.
    var near: [AccountKey] {
        let (visible, page) = (pane.visible, max(height, 1))
        return (max(visible.lowerBound - page, 0)..<min(visible.upperBound + page, count)).map { entry($0).key }
    }

    private func parent(of line: Int) -> Int? {
        let depth = entry(line).depth
        guard depth > 0 else { return nil }
        return (0..<line).reversed().first { entry($0).depth < depth }
    }

    private mutating func unfold(keeping key: AccountKey?) {
        var lines: [Int32] = []
        lines.reserveCapacity(listing.entries.count)
        var kept: Int?
        var index = 0
        while index < listing.entries.count {
            let entry = listing.entries[index]
            if entry.key == key { kept = lines.count }
            lines.append(Int32(index))
            let hides = entry.descendants > 0 && collapsed.contains(entry.key)
            index += 1 + (hides ? Int(entry.descendants) : 0)
        }
        pane.show(lines, at: kept)
    }
}
