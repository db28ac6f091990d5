import Accounts
import FoundationEssentials
import StoredForms
import Synchronizing

extension OpenCase {
    /// The cases of the links that a clause selects; one statement for each kind of row, however many cases there are.
    static func fetch(_ session: Session, _ clause: String, _ values: [(any Storable)?]) throws -> [OpenCase] {
        let rows = try session.all(.links, clause, values)
        let links = try rows.map(StoredLink.init)
        let systems = try session.rows(.systems, "name", links.map(\.link.system), ProvisioningSystem.init)
        let accounts = try session.rows(.accounts, "id", links.map(\.link.account), Account.init)
        let intents = try session.rows(.attempts, "attempt", links.map(\.link.attempt), Intent.init)
        let probes = try Probe.fetch(session, of: links.map(\.link))
        let holders = try session.holders(
            of: links.map { .init(id: $0.link.externalID, claimKey: $0.claimKey, except: $0.link.account) }
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
    static func fetch(_ session: Session, of links: [Link]) throws -> [[Probe]] {
        var probes = [[Probe]](repeating: [], count: links.count)
        guard !links.isEmpty else { return probes }
        try session.forEach(
            .log,
            """
            SELECT log.*, wanted.place
            FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[])
                WITH ORDINALITY AS wanted(account, system, generation, attempt, place)
                JOIN log ON event = 'probe' AND log.account = wanted.account AND log.system = wanted.system
                AND log.generation = wanted.generation AND log.attempt IS NOT DISTINCT FROM wanted.attempt
            ORDER BY log.number
            """,
            [
                Words(links.map(\.account)), Words(links.map(\.system)),
                Numbers(links.map { Int64($0.generation) }), Words(links.map(\.attempt)),
            ]
        ) { row in
            let probe = Probe(try row.word("finding"), at: try row.moment("at"), reason: try row.reason())
            probes[try row.place(below: probes.count)].append(probe)
        }
        return probes
    }
}
