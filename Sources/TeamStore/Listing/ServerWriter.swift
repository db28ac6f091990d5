import Accounts
import StoredForms
import Synchronizing

/// The accounts as one transaction of the server sees them, and changes to them in it.
final class ServerWriter: ServerBook, AccountWriter {
    private let isLimited: Bool
    private var places: [AccountID: Place] = [:]

    private struct Place {
        var path: String
        var depth: Int
    }

    /// `isLimited`: the login sees a part of the book, and what is refused of its files is not kept for all.
    init(_ session: Session, path: String, isLimited: Bool) {
        self.isLimited = isLimited
        super.init(session, path: path)
    }

    func prepare(forAdding count: Int) {}

    func keep(_ state: PullState) throws(StoreFailure) { try failing { try session.setPullState(state) } }

    func refusedOfBSS() throws(StoreFailure) -> RefusedRows? { try failing { try session.refusedOfBSS() } }

    func keep(_ refused: RefusedRows) throws(StoreFailure) {
        guard !isLimited else { return }
        try failing { try session.put(refused) }
    }

    /// Gives accounts codes that no account can have, and moves everything below them along.
    func release(_ accounts: [AccountID]) throws(StoreFailure) {
        try failing {
            places = [:]
            for id in accounts {
                guard let old = try place(of: id) else { continue }
                let code = TreePlace.releasedCode(of: id)
                try session.run("UPDATE accounts SET code = $1, path = $1, depth = 0 WHERE id = $2", [code, id])
                try session.moveTree(from: old.path, old.depth, to: code, 0)
                places = [:]
            }
        }
    }

    func write(_ accounts: [Account]) throws(StoreFailure) {
        try failing {
            // Portions that are handed over may be of any size; a statement's values are bounded.
            for portion in accounts.portions(of: 1_000) { try put(Array(portion)) }
        }
    }

    /// Puts accounts under their parents, which must exist, and moves everything below an account along with it.
    private func put(_ accounts: [Account]) throws {
        // The server may be writing those before, for which the next question waits.
        let foldedAccounts: [FoldedAccount] = accounts.folded()
        let old = try standing(of: accounts.map(\.id))
        let above = Set(accounts.compactMap(\.parent)).filter { places[$0] == nil && old[$0] == nil }
        places.merge(old.mapValues(\.place)) { one, _ in one }
        places.merge(try standing(of: Array(above)).mapValues(\.place)) { one, _ in one }
        var new: [FoldedRow] = []
        var known: [FoldedRow] = []
        for folded in foldedAccounts {
            let account = folded.account
            let parent = try account.parent.flatMap { try self.place(of: $0) }
            let hidden = parent == nil ? old[account.id].flatMap { $0.above(as: account) } : nil
            let above = parent?.path ?? hidden
            let path = (above.map { "\($0)\(TreePlace.separator)" } ?? "") + account.code.rawValue
            let depth = parent.map { $0.depth + 1 } ?? hidden.flatMap { _ in old[account.id]?.place.depth } ?? 0
            let place = Place(path: path, depth: depth)
            places[account.id] = place
            let row = FoldedRow(folded, path: path, depth: place.depth)
            if let before = old[account.id] {
                known.append(row)
                guard !before.place.path.utf8.elementsEqual(path.utf8) else { continue }
                // What stands below it is written where it is now, and moves with it.
                try flush(&new, &known)
                try session.moveTree(from: before.place.path, before.place.depth, to: path, place.depth)
                places = [account.id: place]
            } else {
                new.append(row)
            }
        }
        try flush(&new, &known)
        try check(accounts, old)
    }

    private func place(of parent: AccountID) throws -> Place? {
        if let known = places[parent] { return known }
        let found = try standing(of: [parent])[parent]?.place
        places[parent] = found
        return found
    }

    private func flush(_ new: inout [FoldedRow], _ known: inout [FoldedRow]) throws {
        try session.insert(new)
        try session.update(known)
        (new, known) = ([], [])
    }

    /// Looks again whether an account may move, since somebody may have sent it meanwhile.
    ///
    /// From here on its row is locked, so what is found now stays so. If its type or parent was changed, all is done again.
    private func check(_ accounts: [Account], _ old: [AccountID: Old]) throws {
        let moved = accounts.filter { account in
            old[account.id].map { $0.kind != account.kind || $0.parent != account.parent } ?? false
        }
        guard !moved.isEmpty else { return }
        let isNews = try session.fixed(among: moved.map(\.id)).contains { try !isFixed($0) }
        if isNews { throw SessionFailure.refused(.init(code: "40001", words: "")) }
    }

    private struct Old {
        var place: Place
        var kind: Account.Kind
        var parent: AccountID?

        /// The place of the parent, if that stays and is one that the login does not see.
        func above(as account: Account) -> String? {
            guard parent != nil, parent == account.parent else { return nil }
            return place.path.lastIndex(of: TreePlace.separator).map { String(place.path[..<$0]) }
        }
    }

    private func standing(of ids: [AccountID]) throws -> [AccountID: Old] {
        guard !ids.isEmpty else { return [:] }
        let found = try session.map(
            .accounts,
            "SELECT id, path, depth, kind, parent FROM accounts WHERE id = ANY($1::text[])",
            [ArrayValue(ids)]
        ) { row in
            (
                try row.word("id") as AccountID,
                Old(
                    place: Place(path: try row.text("path"), depth: try row.number("depth")),
                    kind: try row.word("kind"),
                    parent: try row.optionalWord("parent")
                )
            )
        }
        return Dictionary(found) { one, _ in one }
    }
}
