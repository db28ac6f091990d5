import Accounts
import Foundation
import GRDB
import GRDBSQLite
import StoredForms

/// Writes accounts to the table, each at its place in the tree.
struct AccountWriting {
    private let database: Database
    private let insertion: BareStatement
    private let replacement: BareStatement
    private let findPlace: BareStatement
    /// The version that the workspace will have once this is committed.
    private let version: Int
    /// Where parents are, until something moves.
    private var parents: [AccountID: Place] = [:]

    private struct Place {
        var path: String
        var depth: Int
    }

    init(_ database: Database) throws {
        self.database = database
        version = try database.version() + 1
        insertion = try BareStatement(database, sql: FoldedAccount.insertion)
        replacement = try BareStatement(database, sql: FoldedAccount.replacement)
        findPlace = try BareStatement(database, sql: "SELECT path, depth FROM accounts WHERE id = ?")
    }

    /// Puts accounts under their parents, which must exist, and moves everything below an account along with it.
    mutating func put(_ accounts: [Account]) throws {
        for folded in accounts.folded() { try put(folded) }
    }

    /// Gives accounts codes that no account can have, and moves everything below them along.
    mutating func release(_ accounts: [AccountID]) throws {
        parents.removeAll()
        for id in accounts {
            guard let old = try place(of: id) else { continue }
            let code = TreePlace.releasedCode(of: id)
            try database.change("UPDATE accounts SET code = $1, path = $1, depth = 0 WHERE id = $2", [code, id])
            try database.moveTree(from: old.path, old.depth, to: code, 0)
        }
    }

    private mutating func put(_ folded: FoldedAccount) throws {
        let account = folded.account
        let old = try place(of: account.id)
        let above = try account.parent.flatMap { try parent($0) }
        let path = (above.map { "\($0.path)\(TreePlace.separator)" } ?? "") + account.code.rawValue
        let depth = above.map { $0.depth + 1 } ?? 0
        let writing = old == nil ? insertion : replacement
        try writing.bind { folded.write(to: &$0, path: path, depth: depth, version: version) }
        try writing.execute()
        guard let old else { return }
        try database.refreshAccount(account.id, with: nil)
        // Compares bytes, since two spellings of one path are two paths to SQLite.
        guard !old.path.utf8.elementsEqual(path.utf8) else { return }
        parents.removeAll()
        try database.moveTree(from: old.path, old.depth, to: path, depth)
    }

    private mutating func parent(_ id: AccountID) throws -> Place? {
        if let known = parents[id] { return known }
        guard let found = try place(of: id) else { return nil }
        if parents.count >= Self.mostParents { parents.removeAll(keepingCapacity: true) }
        parents[id] = found
        return found
    }

    /// The most places that are remembered.
    private static let mostParents = 50_000

    private func place(of id: AccountID) throws -> Place? {
        try findPlace.bind { $0.text(id.rawValue) }
        return try findPlace.first { row in
            let depth = sqlite3_column_int64(row, 1)
            guard let path = row.text(0) else { throw Damage(.accounts, "path", row: "id \(id)") }
            guard sqlite3_column_type(row, 1) == SQLITE_INTEGER, (0...1 << 53).contains(depth) else {
                throw Damage(.accounts, "depth", row: "id \(id)")
            }
            return Place(path: path, depth: Int(depth))
        }
    }
}
