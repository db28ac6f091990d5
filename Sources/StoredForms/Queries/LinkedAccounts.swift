import Accounts
import Synchronizing

extension LinkedAccount {
    /// The linked accounts that a clause selects; a few statements, however many accounts there are.
    static func fetch(_ book: some BookRows, _ clause: String, _ values: [(any Storable)?]) throws -> [LinkedAccount] {
        let rows = try book.all(.links, clause, values)
        let links = try rows.map { try Link(row: $0) }
        let accounts = try book.rows(.accounts, "id", links.map(\.account), Account.init)
        let intents = try book.rows(.attempts, "attempt", links.map(\.attempt), Intent.init)
        let sharing = try sharing(book, links)
        let refused = try refusedParents(book, of: links.map(\.account))
        var linked = try links.indices.map { place in
            guard let account = accounts[place] else { throw rows[place].damage("account") }
            return LinkedAccount(
                account: account,
                link: links[place],
                intent: intents[place],
                refusedParent: refused[account.id],
                sharing: sharing[place]
            )
        }
        try addParents(to: &linked, book)
        return linked
    }

    private static func addParents(to linked: inout [LinkedAccount], _ book: some BookRows) throws {
        for system in Set(linked.map(\.link.system)) {
            let places = linked.indices.filter { linked[$0].link.system == system }
            let wanted = places.flatMap { [linked[$0].account.parent, linked[$0].sentParentID] }.compactMap(\.self)
            let found = try AccountOnSystem.fetch(book, Array(Set(wanted)), on: system).compactMap(\.self)
            let parents = Dictionary(found.map { ($0.account.id, $0) }) { one, _ in one }
            for place in places {
                linked[place].parent = linked[place].account.parent.flatMap { parents[$0] }
                linked[place].sentParent = linked[place].sentParentID.flatMap { parents[$0] }
            }
        }
    }

    /// The parents that an import or a pull refused for accounts that may be at a vendor.
    private static func refusedParents(
        _ book: some BookRows,
        of accounts: [AccountID]
    ) throws -> [AccountID: LinkedAccount.RefusedParent] {
        var parents: [AccountID: LinkedAccount.RefusedParent] = [:]
        try book.forEach(
            .refusedRows,
            """
            SELECT refused_rows.* FROM wanted CROSS JOIN refused_rows JOIN accounts ON accounts.id = refused_rows.id
            WHERE refused_rows.id = wanted.id
                AND (refused_rows.source = 'bss' OR accounts.source IS DISTINCT FROM 'bss')
            ORDER BY refused_rows.number
            """,
            wanted: ["id": accounts]
        ) { row in
            let problem = try RowProblem(row: row)
            // Rows of earlier versions, which have no time of their own, do not name the parent.
            guard let id = problem.id, problem.kind == .fixedParent, try row.optionalDate("at") != nil else { return }
            parents[id] = LinkedAccount.RefusedParent(problem.parent)
        }
        return parents
    }

    /// The other accounts that are synchronized under the id of each link, on whatever system.
    private static func sharing(_ book: some BookRows, _ links: [Link]) throws -> [[AccountOnSystem]] {
        var shared = [[Link]](repeating: [], count: links.count)
        try book.forEach(
            .links,
            """
            SELECT links.*, wanted.place FROM wanted CROSS JOIN links
            WHERE links.state = 'synchronized' AND links.external_key = wanted.key AND links.account <> wanted.own
            ORDER BY links.account, links.system
            """,
            wanted: [
                "key": links.map { $0.state == .synchronized ? $0.externalID?.folded : nil },
                "own": links.map(\.account),
            ]
        ) { shared[try $0.number("place")].append(try Link(row: $0)) }
        let all = shared.flatMap(\.self)
        let accounts = try book.rows(.accounts, "id", all.map(\.account), Account.init)
        var next = zip(all, accounts).makeIterator()
        return shared.map { links in
            links.compactMap { _ in
                guard let (link, account) = next.next() else { return nil }
                return account.map { AccountOnSystem(account: $0, link: link) }
            }
        }
    }
}
