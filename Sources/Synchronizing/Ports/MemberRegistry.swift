package import Accounts
package import FoundationEssentials

/// What a member of a team's book may do; each role includes those before it.
package enum MemberRole: String, Hashable, Sendable, CaseIterable, Codable, Comparable {
    /// Reads.
    case viewer
    /// Imports and sends.
    case `operator`
    /// Approves what others plan.
    case approver
    /// Registers systems and the BSS, and lets people in and out.
    case administrator

    package static func < (one: MemberRole, other: MemberRole) -> Bool { one.rank < other.rank }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// What a member sees of a book, and may touch.
package enum MemberScope: Hashable, Sendable {
    case whole
    /// Some resellers and what is below them, as far as whoever asks sees these; of everything else nothing is there.
    case below([AccountCode])
}

/// A login that may use a team's book.
package struct Member: Hashable, Sendable {
    package var login: String
    package var role: MemberRole
    package var scope: MemberScope
    /// Whether the login owns the book; its role cannot be changed.
    package var isOwner: Bool
    /// Whether the server still has the login.
    package var isOnServer: Bool
    /// Who let it in, and when; nil for the owner.
    package var addedBy: String?
    package var addedAt: Date?

    package init(
        login: String,
        role: MemberRole,
        scope: MemberScope = .whole,
        isOwner: Bool,
        isOnServer: Bool = true,
        addedBy: String?,
        addedAt: Date?
    ) {
        (self.login, self.role, self.scope, self.isOwner) = (login, role, scope, isOwner)
        (self.isOnServer, self.addedBy, self.addedAt) = (isOnServer, addedBy, addedAt)
    }
}

package enum MemberVerdict: Hashable, Sendable {
    case done
    /// The server has no such login.
    case noLogin
    /// The login owns the book, and stays its administrator.
    case owner
    /// The login is not a member.
    case noMember
    /// No reseller has the code below which the login was to be limited.
    case noReseller(AccountCode)
    /// The server lets the login pass by whatever limits the rows that it sees.
    case passesBy
}

/// Who may use a book, and as what; a workspace in a folder has nothing of the kind.
package protocol MemberRegistry: Sendable {
    /// The login that has opened the book, as the server knows it.
    var login: String { get }
    /// What that login may do, as it was when the book was opened.
    var role: MemberRole { get }
    /// What it sees, as it was when the book was opened.
    var scope: MemberScope { get }

    /// All members, the owner first, then by their logins; a member that became the owner is there once, as that.
    func members() async throws(StoreFailure) -> [Member]

    /// Lets a login in, or gives it another role; without a scope a member keeps its own, and a new one sees the whole book.
    func admit(
        _ login: String,
        as role: MemberRole,
        scope: MemberScope?
    ) async throws(StoreFailure) -> MemberVerdict

    /// Takes everything from a login; its open sessions can do nothing more.
    func dismiss(_ login: String) async throws(StoreFailure) -> MemberVerdict

    // MARK: Plans that want a second member

    func approvalRule() async throws(StoreFailure) -> ApprovalRule

    /// Says how many accounts a plan may have before it wants an approver; nil for any number. It counts for runs begun
    /// afterwards.
    func setApprovals(over most: Int?) async throws(StoreFailure)

    /// Approves a run, whose plan was looked at and has this hash, in the name of the login.
    func approve(_ run: RunID, hash: String) async throws(StoreFailure) -> ApprovalVerdict
}

extension MemberRegistry {
    package func admit(_ login: String, as role: MemberRole) async throws(StoreFailure) -> MemberVerdict {
        try await admit(login, as: role, scope: nil)
    }
}
