import Accounts

/// The accounts above which nothing closes a loop.
struct Settled {
    private var rows: [Bool]
    private var others: Set<AccountID> = []

    init(rows: Int) { self.rows = Array(repeating: false, count: rows) }

    func contains(_ row: Int) -> Bool { rows[row] }

    func contains(_ id: AccountID, _ row: Int?) -> Bool { row.map { rows[$0] } ?? others.contains(id) }

    mutating func insert(_ row: Int) { rows[row] = true }

    mutating func insert(_ id: AccountID, _ row: Int?) {
        if let row { rows[row] = true } else { others.insert(id) }
    }
}

/// A walk up the tree that notices when it returns to an account.
struct Walk {
    private(set) var path: [AccountID]
    private var places: [AccountID: Int]

    init(from id: AccountID) {
        path = [id]
        places = [id: 0]
    }

    var end: AccountID { path[path.count - 1] }

    /// Goes one step up; returns the loop if this step closes one.
    mutating func step(to id: AccountID) -> ArraySlice<AccountID>? {
        if let place = places[id] { return path[place...] }
        places[id] = path.count
        path.append(id)
        return nil
    }
}
