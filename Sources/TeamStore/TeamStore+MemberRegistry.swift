import Accounts
import FoundationEssentials
import StoredForms
package import Synchronizing

extension TeamStore: MemberRegistry {
    package var login: String { membership.login }
    package var role: MemberRole { membership.role }
    package var scope: MemberScope { membership.scope }

    package func members() async throws(StoreFailure) -> [Member] {
        let path = path
        return try await read { session in
            let rows = try session.run(
                """
                SELECT pg_get_userbyid(nspowner) AS login, 'administrator' AS role, NULL AS added_by, NULL AS added_at,
                    false AS limited, NULL AS below, true AS known
                FROM pg_namespace WHERE nspname = 'account_sync'
                UNION ALL (SELECT login, role, added_by, extract(epoch FROM added_at)::float8, limited,
                    \(Membership.below("members.login")),
                    EXISTS (SELECT 1 FROM pg_roles WHERE rolname = members.login)
                FROM members WHERE login <>
                    (SELECT pg_get_userbyid(nspowner)::text FROM pg_namespace WHERE nspname = 'account_sync')
                ORDER BY login)
                """
            )
            return try rows.all.enumerated()
                .map { place, row in
                    guard let membership = Membership(row) else {
                        throw StoreFailure.corrupted(path: path, at: .init(table: "members", column: "role", row: ""))
                    }
                    return Member(
                        login: membership.login,
                        role: membership.role,
                        scope: membership.scope,
                        isOwner: place == 0,
                        isOnServer: row.value("known").isTrue,
                        addedBy: row.value("added_by").string,
                        addedAt: row.value("added_at").real.map(Date.init(timeIntervalSince1970:))
                    )
                }
        }
    }

    package func admit(
        _ login: String,
        as role: MemberRole,
        scope: MemberScope?
    ) async throws(StoreFailure) -> MemberVerdict {
        let codes = scope.map { scope in if case .below(let codes) = scope { codes } else { [] as [AccountCode] } }
        return try await decide { session in
            let values: [(any Storable)?] = [login, role.rawValue, codes.map { ArrayValue($0) }]
            return try session.run("SELECT admit($1, $2, $3::text[])::text", values).count == 1
        }
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
            } catch SessionFailure.refused(let refusal) where refusal.code == "AS008" {
                return .noReseller(AccountCode(refusal.words))
            } catch SessionFailure.refused(let refusal) where refusal.code == "AS009" {
                return .passesBy
            }
        }
    }
}

extension MemberScope {
    fileprivate init(_ row: ServerRow) {
        guard row.value("limited").isTrue else {
            self = .whole
            return
        }
        let codes = row.value("below").string?.split(separator: TreePlace.separator) ?? []
        self = .below(codes.map { AccountCode(String($0)) })
    }
}

/// A login, and what it may do in a book.
struct Membership: Sendable {
    var login: String
    var role: MemberRole
    var scope: MemberScope

    /// That of the session's login; nil if it is not a member.
    static func find(_ line: Line) throws -> Membership? {
        try line.read { try $0.run(selection).only.flatMap { Membership($0) } }
    }

    init?(_ row: ServerRow) {
        guard let login = row.value("login").string,
            let role = row.value("role").string.flatMap(MemberRole.init(rawValue:))
        else { return nil }
        (self.login, self.role, scope) = (login, role, MemberScope(row))
    }

    static let selection = """
        SELECT session_user::text AS login, NOT sees_all() AS limited, \(below("session_user::text")) AS below,
            CASE WHEN pg_has_role(nspowner, 'USAGE') THEN 'administrator'
                ELSE (SELECT role FROM members WHERE login = session_user) END AS role
        FROM pg_namespace WHERE nspname = 'account_sync'
        """

    /// The codes of the resellers that a login is limited to, as far as they are seen.
    fileprivate static func below(_ login: String) -> String {
        """
        (SELECT string_agg(accounts.code, chr(1) ORDER BY accounts.code) FROM scopes
            JOIN accounts ON accounts.id = scopes.account WHERE scopes.login = \(login))
        """
    }
}
