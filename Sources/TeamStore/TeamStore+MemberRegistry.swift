import FoundationEssentials
import StoredForms
package import Synchronizing

extension TeamStore: MemberRegistry {
    package var login: String { membership.login }
    package var role: MemberRole { membership.role }

    package func members() async throws(StoreFailure) -> [Member] {
        let path = path
        return try await read { session in
            let rows = try session.run(
                """
                SELECT pg_get_userbyid(nspowner) AS login, 'administrator' AS role, NULL AS added_by, NULL AS added_at
                FROM pg_namespace WHERE nspname = 'account_sync'
                UNION ALL (SELECT login, role, added_by, extract(epoch FROM added_at)::float8 FROM members ORDER BY login)
                """
            )
            return try rows.all.enumerated()
                .map { place, row in
                    guard let login = row.value("login").string,
                        let role = row.value("role").string.flatMap(MemberRole.init(rawValue:))
                    else {
                        throw StoreFailure.corrupted(path: path, at: .init(table: "members", column: "role", row: ""))
                    }
                    return Member(
                        login: login,
                        role: role,
                        isOwner: place == 0,
                        addedBy: row.value("added_by").string,
                        addedAt: row.value("added_at").real.map(Date.init(timeIntervalSince1970:))
                    )
                }
        }
    }

    package func admit(_ login: String, as role: MemberRole) async throws(StoreFailure) -> MemberVerdict {
        try await decide { try $0.run("SELECT admit($1, $2)::text", [login, role.rawValue]).count == 1 }
    }

    package func dismiss(_ login: String) async throws(StoreFailure) -> MemberVerdict {
        guard try await members().first(where: \.isOwner)?.login != login else { return .owner }
        return try await decide { try $0.run("SELECT dismiss($1)", [login]).first?.isTrue == true }
    }

    /// Asks a function, which decides by itself whether the login may; being executed twice does no harm.
    private func decide(
        _ body: @escaping @Sendable (Session) throws -> Bool
    ) async throws(StoreFailure) -> MemberVerdict {
        try await writeQuietly { session in
            do {
                return try body(session) ? .done : .noMember
            } catch SessionFailure.refused(let refusal) where refusal.code == "AS004" {
                return .noLogin
            } catch SessionFailure.refused(let refusal) where refusal.code == "AS005" {
                return .owner
            }
        }
    }
}

/// A login, and what it may do in a book.
struct Membership: Sendable {
    var login: String
    var role: MemberRole

    /// That of the session's login; nil if it is no member.
    static func find(_ line: Line) throws -> Membership? {
        try line.read { session in
            let rows = try session.run(
                """
                SELECT session_user::text AS login, CASE WHEN pg_has_role(nspowner, 'USAGE') THEN 'administrator'
                    ELSE (SELECT role FROM members WHERE login = session_user) END AS role
                FROM pg_namespace WHERE nspname = 'account_sync'
                """
            )
            guard let row = rows.all.first, let login = row.value("login").string,
                let role = row.value("role").string.flatMap(MemberRole.init(rawValue:))
            else { return nil }
            return Membership(login: login, role: role)
        }
    }
}
