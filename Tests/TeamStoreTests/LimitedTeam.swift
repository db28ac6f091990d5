import Accounts
import Foundation
import PrivateCluster
import Samples
import Synchronizing

@testable import TeamStore

/// A team in whose book each member but the owner is limited to two resellers; whatever is about other accounts has the
/// word *outside* in it.
struct LimitedTeam {
    let team: Team

    /// R-1 with C-1 is seen, and R-3 with C-3, which stands below T-1.
    ///
    /// T-1, R-2 and what else is below them is not.
    init(hasLoginsOfItsOwn: Bool = false) async throws {
        team = try await Team(hasLoginsOfItsOwn: hasLoginsOfItsOwn)
        let owner = try team.open(as: team.owner)
        try await owner.write(Self.accounts)
        let sent: [(Account, ExternalID)] = [(Self.inside, "id-inside"), (Self.outside, "id-outside")]
        for (account, id) in sent {
            try await Self.send(account, as: id, owner, team.owner)
        }
        var run = NewRun.sample(2)
        (run.by, run.plan, run.accounts) = (team.owner, #"{"outside":1}"#, ["3-1", "outside-2"])
        _ = try await owner.begin(run, at: .now())
        (run.plan, run.accounts) = ("{}", ["3-1", "2"])
        _ = try await owner.begin(run, at: .now())
        _ = try await owner.changeAccounts { (writer) throws(StoreFailure) -> Bool? in
            let place = FilePlace(line: 2, element: nil)
            let problem = RowProblem(place: place, column: nil, code: "C-outside", id: nil, kind: .missing)
            try writer.keep(RefusedRows([problem], of: .file("outside.csv"), at: Date()))
            return true
        }
        for role in MemberRole.allCases { try await limit(team.login(role), role) }
        try await limit(team.other, .operator, to: ["R-2"])
    }

    static let accounts = [
        account("T-1", "outside-top", .reseller), account("R-3", "3", .reseller, below: "outside-top"),
        account("C-3", "3-1", .endCustomer, below: "3"), account("R-2", "outside-r", .reseller),
        account("C-2", "outside-2", .endCustomer, below: "outside-r"),
    ]
    static let inside = accounts[2]
    static let outside = accounts[4]
    /// What a limited member sees, by its codes.
    static let seen: Set<AccountCode> = ["R-1", "C-1", "R-3", "C-3"]

    static func account(_ code: AccountCode, _ id: AccountID, _ kind: Account.Kind, below: AccountID? = nil) -> Account
    {
        Account(
            id: id,
            code: code,
            name: "Name of \(id)",
            kind: kind,
            parent: below,
            email: "\(id)@x.example",
            country: "DE"
        )
    }

    /// An account after others of its revisions.
    static func next(_ account: Account) -> Account {
        var account = account
        account.revision = 9
        return account
    }

    static func send(_ account: Account, as id: ExternalID, _ store: TeamStore, _ login: String) async throws {
        let attempt = AttemptID("attempt-\(account.id)")
        let verdict = try await store.commit(Intent.sample(account, attempt).by(login))
        guard case .committed = verdict else { throw Refused(what: "\(verdict)") }
        _ = try await store.commit(.created(id), of: attempt, at: .now())
    }

    func limit(_ login: String, _ role: MemberRole, to codes: [AccountCode] = ["R-1", "R-3"]) async throws {
        let verdict = try await team.open(as: team.owner).admit(login, as: role, scope: .below(codes))
        guard verdict == .done else { throw Refused(what: "\(verdict)") }
    }

    func whole(_ login: String, _ role: MemberRole) async throws {
        let verdict = try await team.open(as: team.owner).admit(login, as: role, scope: .whole)
        guard verdict == .done else { throw Refused(what: "\(verdict)") }
    }

    struct Refused: Error {
        let what: String
    }

    /// What a login is told by SQL.
    func sql(_ sql: String, as login: String) throws -> String {
        try team.book.cluster.sql(
            "SET SESSION AUTHORIZATION \(login); SET search_path = account_sync, pg_temp; \(sql)",
            in: team.book.database
        )
    }

    /// The tables of the book, each with how many rows a login sees in it, and how many of these tell of the outside.
    func outside(as login: String) throws -> [String: (rows: Int, outside: Int)] {
        let tables = try team.book.cluster.sql(
            """
            SELECT relname FROM pg_class WHERE relnamespace = 'account_sync'::regnamespace AND relkind IN ('r', 'v', 'm')
            """,
            in: team.book.database
        )
        let names = tables.split(separator: "\n")
        let counts = names.map {
            "SELECT count(*) || ' ' || count(*) FILTER (WHERE \($0)::text LIKE '%outside%') FROM \($0);"
        }
        let found = try sql(counts.joined(separator: " "), as: login).split(separator: "\n")
            .filter { $0.first?.isNumber == true }
        return Dictionary(
            uniqueKeysWithValues: zip(names, found)
                .map { name, counts in
                    let numbers = counts.split(separator: " ").compactMap { Int($0) }
                    return (String(name), (numbers[0], numbers[1]))
                }
        )
    }
}
