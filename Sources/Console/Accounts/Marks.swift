import Accounts
import Synchronizing

/// The accounts that are marked for bulk; they stay marked whatever the filter shows.
struct Marks: Sendable {
    private(set) var keys: Set<AccountKey> = []
    /// The account that was marked or unmarked last: where a range begins.
    private var last: AccountKey?

    var isEmpty: Bool { keys.isEmpty }
    var count: Int { keys.count }

    func contains(_ key: AccountKey) -> Bool { keys.contains(key) }

    /// Marks an account, or takes its mark away.
    mutating func toggle(_ key: AccountKey) {
        if keys.remove(key) == nil { keys.insert(key) }
        last = key
    }

    /// Marks everything from the last one to a line; only that line if the last one is not in the list.
    mutating func extend(to line: Int, in window: AccountWindow) {
        let target = window.entry(line).key
        defer { last = target }
        guard let last, let start = (0..<window.count).first(where: { window.entry($0).key == last }) else {
            keys.insert(target)
            return
        }
        for index in min(start, line)...max(start, line) { keys.insert(window.entry(index).key) }
    }

    mutating func add(_ more: some Sequence<AccountKey>) { keys.formUnion(more) }

    /// Marks what is not marked among some, and the other way round.
    mutating func invert(_ among: [AccountKey]) { keys.formSymmetricDifference(among) }

    /// Takes the marks of some away.
    mutating func remove(_ over: some Sequence<AccountKey>) { keys.subtract(over) }

    mutating func clear() { keys = [] }

    /// How many are marked and not among those that are listed.
    func hidden(by listing: AccountListing) -> Int {
        guard !keys.isEmpty else { return 0 }
        return count - listing.entries.count { keys.contains($0.key) }
    }
}
