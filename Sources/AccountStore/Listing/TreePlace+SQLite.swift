import GRDB
import StoredForms

extension TreePlace {
    /// Reads the columns key, depth and path, in this order.
    init(_ row: Row, isMatch: Bool = true) throws {
        guard let path = String.fromDatabaseValue(row[2]) else {
            throw Damage(.accounts, "path", row: "key \(row[0] as Int64)")
        }
        self.init(path: path, key: row[0], depth: try Self.depth(row), isMatch: isMatch)
    }

    /// The depth, from the second column.
    static func depth(_ row: Row) throws -> Int16 {
        // Kept fast, since it is read for every account.
        guard let depth = try? row.decode(Int16.self, atIndex: 1), depth >= 0 else {
            throw Damage(.accounts, "depth", row: "key \(row[0] as Int64)")
        }
        return depth
    }
}

extension [TreePlace] {
    /// The places and all their ancestors, in the order of the tree.
    func withAncestors(_ database: Database) throws -> [TreePlace] {
        try withAncestors { missing in
            let statement = try database.makeStatement(sql: "SELECT key, depth, path FROM accounts WHERE path = ?")
            return try missing.compactMap {
                try Row.fetchOne(statement, arguments: [$0]).map { try TreePlace($0, isMatch: false) }
            }
        }
    }
}

extension Database {
    /// Moves everything below a place in the tree along with it.
    func moveTree(from old: String, _ oldDepth: Int, to new: String, _ depth: Int) throws {
        try change(
            """
            UPDATE accounts SET path = $1 || substr(path, $2), depth = depth + $3
            WHERE path > $4 || char(1) AND path < $4 || char(2)
            """,
            [new, old.unicodeScalars.count + 1, depth - oldDepth, old]
        )
    }
}
