import Accounts
import Synchronizing
import Telling

/// What a login is now; without a role it is not a member.
struct MemberChange: Encodable {
    var login: String
    var role: MemberRole?
    var below: [AccountCode]?
}

extension MemberVerdict {
    func check(_ login: String) throws {
        if self != .done { throw CommandProblem.member(self, login) }
    }
}
