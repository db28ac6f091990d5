import Accounts

/// The order in which the accounts of a plan are planned: each after its parent if that is among them, and otherwise as
/// they were named.
struct PlanOrder {
    /// An account that is named by a row of the wish.
    struct Place {
        let row: Int
        let account: AccountID
        let parent: AccountID?
    }

    /// The rows in their order; an account that appears twice counts once.
    private(set) var rows: [Int] = []
    /// The accounts among them that are the parent of another one.
    private(set) var parents: Set<AccountID> = []

    init(_ places: [Place]) {
        rows.reserveCapacity(places.count)
        var known: [AccountID: Int] = Dictionary(minimumCapacity: places.count)
        for (index, place) in places.enumerated() where known[place.account] == nil { known[place.account] = index }
        var isDone = Array(repeating: false, count: places.count)
        for first in places.indices where known[places[first].account] == first && !isDone[first] {
            var chain = [first]
            isDone[first] = true
            // What stands above a parent that is there is there, too; and a circle ends where it began.
            while let id = places[chain[chain.count - 1]].parent, let parent = known[id] {
                parents.insert(id)
                guard !isDone[parent] else { break }
                isDone[parent] = true
                chain.append(parent)
            }
            for next in chain.reversed() { rows.append(places[next].row) }
        }
    }
}
