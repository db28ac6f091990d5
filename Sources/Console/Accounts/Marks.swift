import Accounts

/// The accounts marked for a plan; they stay marked whatever the filter shows.
struct Marks: Sendable {
    private(set) var keys: Set<AccountKey> = []
    /// The account that was last marked or unmarked, where a range begins.
    private var last: AccountKey?

    var isEmpty: Bool { keys.isEmpty }
    var count: Int { keys.count }

    func contains(_ key: AccountKey) -> Bool { keys.contains(key) }

    mutating func toggle(_ key: AccountKey) {
        if keys.remove(key) == nil { keys.insert(key) }
        last = key
    }

    /// Marks everything from the last account to this line; only this line if the last account is not in the list.
    mutating func extend(to line: Int, in window: AccountWindow) {
        guard let target = window.lines.key(line) else { return }
        defer { last = target }
        guard let last, let start = window.lines.line(of: last) else {
            keys.insert(target)
            return
        }
        keys.formUnion(window.lines.keys(min(start, line)..<max(start, line) + 1))
    }

    /// Marks all of them, or takes their marks away if all are marked.
    mutating func toggle(_ all: [AccountKey]) {
        if all.allSatisfy(keys.contains) { keys.subtract(all) } else { keys.formUnion(all) }
        last = all.first
    }

    mutating func add(_ more: some Sequence<AccountKey>) { keys.formUnion(more) }

    mutating func invert(_ among: [AccountKey]) { keys.formSymmetricDifference(among) }

    mutating func remove(_ over: some Sequence<AccountKey>) { keys.subtract(over) }

    mutating func clear() { keys = [] }
}
