import Foundation
import PrivateCluster
import Samples
import Synchronizing

@testable import TeamStore

/// A furnished book with an owner who is no administrator of the server, a member of each role, and a login that is none.
struct Team {
    let book: Book
    /// What the names of its logins end with.
    private let ending: String

    /// A team whose logins have the same names as those of other teams, unless it `hasLoginsOfItsOwn`.
    init(hasLoginsOfItsOwn: Bool = false) async throws {
        guard !hasLoginsOfItsOwn else {
            self = try await Team(of: try Book(like: "template0"))
            return
        }
        let first = try await Self.first.value
        (book, ending) = (try Book(like: first.book.database), first.ending)
        try book.cluster.sql("GRANT CREATE ON DATABASE \(book.database) TO \(owner)")
    }

    /// The team that the others are copies of: to make one takes two seconds of the server's time.
    private static let first = Task {
        let team = try await Team(of: try Book(like: "template0"))
        try await team.book.isLeft()
        return team
    }

    private init(of empty: Book) async throws {
        (book, ending) = (empty, empty.database)
        let logins = (MemberRole.allCases.map(\.rawValue) + ["owner", "stray", "other"]).map { "\($0)_\(ending)" }
        let roles = logins.map { "CREATE ROLE \($0) LOGIN;" }.joined()
        try book.cluster.sql("\(roles) GRANT CREATE ON DATABASE \(book.database) TO \(owner)")
        try TeamStore.create(try address(owner))
        let store = try open(as: owner)
        try await Book.furnish(store)
        for role in MemberRole.allCases { try await admit(login(role), as: role) }
        try await admit(other, as: .operator)
    }

    var owner: String { "owner_\(ending)" }
    /// No member.
    var stray: String { "stray_\(ending)" }
    /// Another operator.
    var other: String { "other_\(ending)" }

    func login(_ role: MemberRole) -> String { "\(role.rawValue)_\(ending)" }

    func address(_ login: String) throws -> BookAddress {
        try BookAddress(book.cluster.address(of: book.database, user: login), environment: [:])
    }

    func open(as login: String, lease: LeaseTimes = Book.unhurried) throws -> TeamStore {
        try TeamStore.open(try address(login), lease: lease)
    }

    func admit(_ login: String, as role: MemberRole) async throws {
        let verdict = try await open(as: owner).admit(login, as: role)
        guard verdict == .done else { throw Refused(verdict: verdict) }
    }

    private struct Refused: Error {
        let verdict: MemberVerdict
    }

    /// What the server says to SQL of a login: nil if it is done, otherwise the code of the error.
    func tries(_ login: String, _ sql: String) throws -> String? {
        book.cluster.refusal(of: "SET search_path = account_sync; \(sql)", in: book.database, as: login)
    }

    /// Lets operators add lines by hand, which only functions of the book do: so that what is checked behind that can be tried.
    func letLinesBeWritten() throws {
        for login in [login(.operator), login(.approver), login(.administrator), other] {
            try tamper(
                "GRANT INSERT ON log, commits TO \(login); GRANT UPDATE (changes, entries) ON workspace TO \(login)"
            )
        }
    }

    /// The wall clock's time in SQL, as links and items have it.
    static func wall(_ time: String = "now()") -> String { "(extract(epoch FROM \(time)) - 978307200)" }

    /// A moment in SQL, as lines and intents have it.
    static func moment(_ time: String = "now()") -> String {
        #"('{"boot":"b","uptime":[0,1],"wall":' || \#(wall(time)) || '}')"#
    }

    /// An intent in SQL, of now and in the session's name, with what is named in place of its members.
    static func intent(_ others: [String: String] = [:], and more: String = "") -> String {
        let members = [
            "account": "1", "begun": "' || \(moment()) || '", "by": #""' || session_user || '""#, "claim": #""first""#,
            "deadline": "' || \(moment()) || '", "definitions": "1", "email": #""""#, "generation": "0",
            "options": "{}",
            "owner": #""own""#, "system": "1",
        ]
        let all = members.merging(others) { $1 }.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }
        return "('{" + all.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",") + more + "}')"
    }

    /// What the owner can do by hand; `past` the book's own checks, the server's administrator.
    func tamper(_ sql: String, past: Bool = false) throws {
        let settings = "SET search_path = account_sync; \(past ? "SET session_replication_role = replica;" : "")"
        try book.cluster.sql("\(settings) \(sql)", in: book.database)
    }
}

extension Moment {
    /// The server takes no other time than its own for now.
    static func now() -> Moment { Moment(wall: Date(), uptime: .seconds(1), boot: "b") }
}

extension Intent {
    /// An intent of now, in a login's name.
    func by(_ login: String) -> Intent {
        var intent = self
        (intent.by, intent.begun, intent.deadline) = (login, .now(), .now() + .seconds(30))
        return intent
    }
}
