import Accounts
package import Synchronizing

extension OpenCase {
    /// The cases of the links that a clause selects; one statement for each kind of row, however many cases there are.
    package static func fetch(_ book: some BookRows, _ clause: String, _ values: [(any Storable)?]) throws -> [OpenCase]
    {
        let rows = try book.all(.links, clause, values)
        let links = try rows.map(StoredLink.init)
        let systems = try book.rows(.systems, "name", links.map(\.link.system), ProvisioningSystem.init)
        let accounts = try book.rows(.accounts, "id", links.map(\.link.account), Account.init)
        let intents = try book.rows(.attempts, "attempt", links.map(\.link.attempt), Intent.init)
        let probes = try Probe.fetch(book, of: links.map(\.link))
        let holders = try book.holders(
            of: links.map { Holding(id: $0.link.externalID, claimKey: $0.claimKey, except: $0.link.account) }
        )
        return try links.indices.map { place in
            let (row, link) = (rows[place], links[place].link)
            guard let account = accounts[place] else { throw row.damage("account") }
            guard let system = systems[place] else { throw row.damage("system") }
            guard link.attempt == nil || intents[place] != nil else { throw row.damage("attempt") }
            return OpenCase(
                relative: AccountOnSystem(account: account, link: link),
                link: link,
                isExistsProved: system.isExistsProved,
                intent: intents[place],
                probes: probes[place],
                holder: holders[place]
            )
        }
    }
}

extension Probe {
    /// The answers of the exists call about each link since its attempt, oldest first; one statement.
    static func fetch(_ rows: some BookRows, of links: [Link]) throws -> [[Probe]] {
        var probes = [[Probe]](repeating: [], count: links.count)
        try rows.forEach(
            .log,
            """
            SELECT log.*, wanted.place FROM wanted CROSS JOIN log
            WHERE log.event = 'probe' AND log.account = wanted.account AND log.system = wanted.system
                AND log.generation = wanted.generation AND log.attempt IS NOT DISTINCT FROM wanted.attempt
            ORDER BY log.number
            """,
            wanted: [
                "account": links.map(\.account), "system": links.map(\.system),
                "generation": links.map(\.generation), "attempt": links.map(\.attempt),
            ]
        ) { row in
            let probe = Probe(try row.word("finding"), at: try row.moment("at"), reason: try row.reason())
            probes[try row.number("place")].append(probe)
        }
        return probes
    }
}
