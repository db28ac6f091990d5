package import Accounts

/// What a store does with a send that it may not know.
package enum Admission: Hashable, Sendable {
    /// It knows the attempt.
    case known
    /// It has taken it in: the link is *sending*, until its outcome is written down.
    case admitted(Link)
    /// The same, although another send of the account is in doubt: there may be two.
    case admittedBesides(Link)
    /// The account is sent by somebody else at the moment; offer it again later.
    case busy(Link)
    /// The account is settled in another way, so that nothing will be sent; the link as it is.
    case held(Link)
    /// The account or the system is not there, or the system is another vendor's.
    case misplaced
}

/// Whether a book has what a send is about.
package enum SendPlace: Hashable, Sendable {
    case here
    /// The book has no such account or system, or the login does not see it: it may have it later, or another login.
    case missing
    /// The system is another vendor's: it was sent from a copy of the book, or before the system was registered anew.
    case foreign
}

extension Intent {
    /// The claim with which an unknown send is taken in; nil if it is not, since another link holds the claim.
    package func offeredClaim(holder: Link?) -> Claim? {
        guard let holder else { return .first }
        return holder.state == .inDoubt && holder.system == system ? .sendAgain : nil
    }

    /// The same intent as it is taken in, in the name of whoever offers it.
    package func offered(_ claim: Claim, by: String) -> Intent {
        var intent = self
        (intent.claim, intent.by) = (claim, by)
        return intent
    }
}

extension Admission {
    /// What the reader learns about an account whose claim is held.
    package init(holder: Link) {
        self = [.sending, .waiting].contains(holder.state) ? .busy(holder) : .held(holder)
    }
}

/// What a store lacks of some attempts.
package struct JournalGaps: Hashable, Sendable {
    /// Those that it does not know.
    package var unknown: Set<AttemptID>
    /// Those that left a link in doubt, which is so still.
    package var inDoubt: Set<AttemptID>

    package init(unknown: Set<AttemptID>, inDoubt: Set<AttemptID>) {
        (self.unknown, self.inDoubt) = (unknown, inDoubt)
    }
}
