import Accounts
import Synchronizing
import Telling
import Testing

/// What is said about the members of a team's book.
@Suite struct MemberWordsTests {
    @Test func `whoever is made an administrator of a part of the book is told what that comes to`() {
        let limit = "can do no more than an approver"
        #expect(MemberWords.added("ben", .administrator, .below(["R-100"])).contains(limit))
        for scope: MemberScope? in [nil, .whole] {
            #expect(!MemberWords.added("ben", .administrator, scope).contains(limit))
        }
        #expect(
            MemberWords.added("ben", .operator, .below(["R-100"]))
                == "ben is operator now, and sees what is below R-100."
        )
    }

    @Test func `a login that the server no longer has sees nothing`() {
        func member(isOnServer: Bool) -> Member {
            Member(
                login: "ben",
                role: .viewer,
                isOwner: false,
                isOnServer: isOnServer,
                addedBy: "anna",
                addedAt: nil
            )
        }
        #expect(MemberWords.sees(member(isOnServer: true)) == "the whole book")
        #expect(MemberWords.sees(member(isOnServer: false)) == "nothing: the server has no such login")
    }
}
