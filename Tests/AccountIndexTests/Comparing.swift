import AccountIndex
import Accounts

extension AccountIndex {
    /// The keys of a set, in order.
    func keys(_ rows: RowSet) -> [AccountKey] {
        var keys: [AccountKey] = []
        rows.visit { row in if let key = key(at: row) { keys.append(key) } }
        return keys
    }

    /// An index of a book, filled in the order of the tree, in small chunks.
    static func filled(_ book: NaiveBook, chunkSize: Int = 16, portion: Int = 7) -> AccountIndex {
        var index = AccountIndex(
            systems: NaiveBook.systems,
            sample: book.tree.prefix(50).map(\.search),
            chunkSize: chunkSize
        )
        var rows = book.tree[...]
        while !rows.isEmpty {
            index.append(rows.prefix(portion).map(book.indexed))
            rows = rows.dropFirst(portion)
        }
        return index
    }

    /// What differs from a book; nil if nothing does.
    func difference(from book: NaiveBook) -> String? {
        let rows = book.tree
        guard count == rows.count else { return "\(count) accounts for \(rows.count)" }
        for (row, expected) in zip(VisibleRows(self.rows).rows(at: 0..<count), rows) {
            let path = book.path(expected)
            guard key(at: row) == expected.key else { return "another account than \(path)" }
            guard code(at: row) == expected.account.code else { return "the code of \(path)" }
            guard depth(at: row) == path.count - 1 else { return "the depth of \(path)" }
            guard searchText(at: row) == expected.search.text else { return "the text of \(path)" }
            guard parent(of: row).flatMap({ key(at: $0) }) == book.parent(of: expected)?.key else {
                return "the parent of \(path)"
            }
            for system in systems {
                let state = AccountRow(
                    key: expected.key,
                    account: expected.account,
                    links: expected.links,
                    parentCode: nil
                )
                .state(on: system)
                guard self.state(at: row, on: system) == state else { return "the state of \(path)" }
            }
        }
        return nil
    }

    /// What a filter finds otherwise than in a book; nil if nothing.
    func difference(
        of text: String,
        on system: SystemName?,
        from book: NaiveBook,
        within earlier: Matches? = nil
    ) -> String? {
        let expected = book.list(AccountFilter(text), on: system)
        guard let found = matches(of: AccountFilter(text), on: system, now: NaiveBook.now, within: earlier) else {
            return "stopped"
        }
        if found.count != expected.matches.count || keys(found.rows) != expected.matches {
            return "\"\(text)\" on \(system?.rawValue ?? "any") finds \(found.count), not \(expected.matches.count)"
        }
        if Set(keys(leading(to: found.rows))) != expected.leads { return "\"\(text)\" is led to otherwise" }
        if found.first.flatMap({ key(at: $0) }) != expected.matches.first {
            return "\"\(text)\" has another first match"
        }
        return nil
    }
}
