import Accounts
import GRDB
import StoredForms
import Synchronizing

extension OpenCase {
    /// The cases of the links that a clause selects; one statement for each kind of row, however many cases there are.
    static func fetch(
        _ database: Database,
        _ clause: String,
        _ arguments: StatementArguments
    ) throws -> [OpenCase] {
        let rows = try database.all(.links, clause, arguments)
        let links = try rows.map(StoredLink.init)
        let systems = try database.rows(.systems, "name", links.map(\.link.system), ProvisioningSystem.init)
        let accounts = try database.rows(.accounts, "id", links.map(\.link.account), Account.init)
        let intents = try database.rows(.attempts, "attempt", links.map(\.link.attempt), Intent.init)
        let probes = try Probe.fetch(database, of: links.map(\.link))
        let holders = try database.holders(
            of: links.map { Holding($0.link.externalID, at: $0.claimKey, except: $0.link.account) }
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
    static func fetch(_ database: Database, of links: [Link]) throws -> [[Probe]] {
        var probes = [[Probe]](repeating: [], count: links.count)
        try database.forEach(
            .log,
            """
            SELECT log.*, wanted.key AS place FROM json_each(?) AS wanted CROSS JOIN log
            ON event = 'probe' AND account = wanted.value ->> 'account' AND system = wanted.value ->> 'system'
                AND generation = wanted.value ->> 'generation' AND attempt IS wanted.value ->> 'attempt'
            ORDER BY number
            """,
            [try links.map(Asked.init).json()]
        ) { row in
            let probe = Probe(try row.word("finding"), at: try row.moment("at"), reason: try row.reason())
            probes[try row.number("place")].append(probe)
        }
        return probes
    }

    private struct Asked: Encodable {
        let account: AccountID
        let system: SystemName
        let generation: Int
        let attempt: AttemptID?

        init(_ link: Link) {
            (account, system) = (link.account, link.system)
            (generation, attempt) = (link.generation, link.attempt)
        }
    }
}

/// An id at a vendor, and the account that may have it.
struct Holding: Encodable {
    private let id, folded: String?
    private let claimKey: String
    private let account: AccountID

    init(_ id: ExternalID?, at claimKey: String, except account: AccountID) {
        (self.id, folded) = (id?.rawValue, id?.folded)
        self.claimKey = claimKey
        self.account = account
    }
}

extension Database {
    /// The rows that have each of some words in a column, each at the position of its word; one statement.
    func rows<Word: Encodable, Value>(
        _ table: StoredTable,
        _ column: String,
        _ words: [Word],
        _ make: (StoredRow) throws -> Value
    ) throws -> [Value?] {
        var found = [Value?](repeating: nil, count: words.count)
        try forEach(
            table,
            """
            SELECT found.*, wanted.key AS place
            FROM json_each(?) AS wanted CROSS JOIN \(table.rawValue) AS found ON found.\(column) = wanted.value
            """,
            [try words.json()]
        ) { found[try $0.number("place")] = try make($0) }
        return found
    }

    /// The accounts, other than the given ones, that are synchronized under an id at the same vendor; two statements.
    func holders(of wanted: [Holding]) throws -> [AccountOnSystem?] {
        var links = [Link?](repeating: nil, count: wanted.count)
        var rows: [Int: StoredRow] = [:]
        try forEach(
            .links,
            // An earlier version that still has the file open writes the id alone.
            """
            SELECT links.*, wanted.key AS place FROM json_each(?) AS wanted CROSS JOIN links
            ON claim_key = wanted.value ->> 'claimKey' AND state = 'synchronized'
                AND (external_key = wanted.value ->> 'folded' OR external_id = wanted.value ->> 'id')
                AND account <> wanted.value ->> 'account'
            """,
            [try wanted.json()]
        ) { row in
            let place = try row.number("place")
            if links[place] == nil {
                (links[place], rows[place]) = (try Link(row: row), row.copy)
            }
        }
        let accounts = try self.rows(.accounts, "id", links.map(\.?.account), Account.init)
        return try links.indices.map { place in
            guard let link = links[place], let row = rows[place] else { return nil }
            guard let account = accounts[place] else { throw row.damage("account") }
            return AccountOnSystem(account: account, link: link)
        }
    }
}
