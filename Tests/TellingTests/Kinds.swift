import Accounts
import Synchronizing
import Telling

/// A value of which a table must have every kind.
///
/// The switches have no default: a new case does not compile until it has its kind here, and then its table lacks it.
protocol Kinded {
    associatedtype Kind: Hashable & CaseIterable & Sendable
    var kind: Kind { get }
}

extension Sequence where Element: Kinded {
    /// The kinds that do not occur.
    var missingKinds: [Element.Kind] {
        let present = Set(map(\.kind))
        return Element.Kind.allCases.filter { !present.contains($0) }
    }
}

extension Unsent: Kinded {
    enum Kind: CaseIterable {
        case nameNotResolved, connectionRefused, connectionTimedOut, tlsFailed, proxyFailed, invalidRequest, gateClosed,
            cancelled, circuitOpen
    }

    var kind: Kind {
        switch self {
        case .nameNotResolved: .nameNotResolved
        case .connectionRefused: .connectionRefused
        case .connectionTimedOut: .connectionTimedOut
        case .tlsFailed: .tlsFailed
        case .proxyFailed: .proxyFailed
        case .invalidRequest: .invalidRequest
        case .gateClosed: .gateClosed
        case .cancelled: .cancelled
        case .circuitOpen: .circuitOpen
        }
    }
}

extension TLSFault: Kinded {
    enum Kind: CaseIterable {
        case expired, notYetValid, otherHost, selfSigned, unknownRoot, missingIssuer, caFileIsNoRoot, untrusted,
            noCommonProtocol, notTLS, noHandshake, other
    }

    var kind: Kind {
        switch self {
        case .expired: .expired
        case .notYetValid: .notYetValid
        case .otherHost: .otherHost
        case .selfSigned: .selfSigned
        case .unknownRoot: .unknownRoot
        case .missingIssuer: .missingIssuer
        case .caFileIsNoRoot: .caFileIsNoRoot
        case .untrusted: .untrusted
        case .noCommonProtocol: .noCommonProtocol
        case .notTLS: .notTLS
        case .noHandshake: .noHandshake
        case .other: .other
        }
    }
}

extension Doubt: Kinded {
    enum Kind: CaseIterable {
        case brokenTimedOut, brokenConnectionLost, brokenUnreadable, status, noAnswer, ownerDied, unknownToBook
    }

    var kind: Kind {
        switch self {
        case .broken(.timedOut): .brokenTimedOut
        case .broken(.connectionLost): .brokenConnectionLost
        case .broken(.unreadable): .brokenUnreadable
        case .status: .status
        case .noAnswer: .noAnswer
        case .ownerDied: .ownerDied
        case .unknownToBook: .unknownToBook
        }
    }
}

extension StoreFailure: Kinded {
    enum Kind: CaseIterable {
        case missing, exists, foreign, newerSchema, denied, readOnly, unsafe, locked, full, damaged, corrupted, server,
            away
        case misused, closed, unmovable
    }

    var kind: Kind {
        switch self {
        case .missing: .missing
        case .exists: .exists
        case .foreign: .foreign
        case .newerSchema: .newerSchema
        case .denied: .denied
        case .readOnly: .readOnly
        case .unsafe: .unsafe
        case .locked: .locked
        case .full: .full
        case .damaged: .damaged
        case .corrupted: .corrupted
        case .server: .server
        case .away: .away
        case .misused: .misused
        case .closed: .closed
        case .unmovable: .unmovable
        }
    }
}

extension ServerFault: Kinded {
    enum Kind: CaseIterable {
        case noLibrary, notAName, passwordInName, passwordFileExposed, unreachable, noPassword, refused, noDatabase
        case noService, unproved, otherName, noTLS
        case tooManyConnections, notReady, standby, forbidden, otherEngine, pooler, tooOld, olderBook, encoding, lost,
            noAnswer, held
        case unknownOutcome, tooLong, noMember, role, roleChanged, scope, ownerAlone, rule, clock, code
    }

    var kind: Kind {
        switch self {
        case .noLibrary: .noLibrary
        case .notAName: .notAName
        case .passwordInName: .passwordInName
        case .passwordFileExposed: .passwordFileExposed
        case .unreachable: .unreachable
        case .noService: .noService
        case .unproved: .unproved
        case .otherName: .otherName
        case .noTLS: .noTLS
        case .noPassword: .noPassword
        case .refused: .refused
        case .noDatabase: .noDatabase
        case .held: .held
        case .tooManyConnections: .tooManyConnections
        case .notReady: .notReady
        case .standby: .standby
        case .forbidden: .forbidden
        case .noMember: .noMember
        case .role: .role
        case .roleChanged: .roleChanged
        case .scope: .scope
        case .ownerAlone: .ownerAlone
        case .rule: .rule
        case .clock: .clock
        case .otherEngine: .otherEngine
        case .pooler: .pooler
        case .tooOld: .tooOld
        case .olderBook: .olderBook
        case .encoding: .encoding
        case .lost: .lost
        case .noAnswer: .noAnswer
        case .unknownOutcome: .unknownOutcome
        case .tooLong: .tooLong
        case .code: .code
        }
    }
}

extension ExistsVerdict: Kinded {
    enum Kind: CaseIterable {
        case absent, present, refused, throttled, unreachable, unclear
    }

    var kind: Kind {
        switch self {
        case .absent: .absent
        case .present: .present
        case .refused: .refused
        case .throttled: .throttled
        case .unreachable: .unreachable
        case .unclear: .unclear
        }
    }
}

extension Change: Kinded {
    enum Kind: CaseIterable {
        case account, accountGone, parent, system, definitions, link, emailTaken
    }

    var kind: Kind {
        switch self {
        case .account: .account
        case .accountGone: .accountGone
        case .parent: .parent
        case .system: .system
        case .definitions: .definitions
        case .link: .link
        case .emailTaken: .emailTaken
        }
    }
}

extension Conclusion: Kinded {
    enum Kind: CaseIterable {
        case created, adopted, alreadySynchronized, synchronizedOtherwise, atVendor, refused, notSent, throttled,
            throttledAndStopped, inDoubt, conflict, blocked, changed, claimed, unanswered, paused, disabled, unusable,
            storeFailed, held, unrecorded
    }

    var kind: Kind {
        switch self {
        case .created: .created
        case .adopted: .adopted
        case .alreadySynchronized: .alreadySynchronized
        case .synchronizedOtherwise: .synchronizedOtherwise
        case .atVendor: .atVendor
        case .refused: .refused
        case .notSent: .notSent
        case .throttled: .throttled
        case .throttledAndStopped: .throttledAndStopped
        case .inDoubt: .inDoubt
        case .conflict: .conflict
        case .blocked: .blocked
        case .changed: .changed
        case .claimed: .claimed
        case .unanswered: .unanswered
        case .paused: .paused
        case .disabled: .disabled
        case .unusable: .unusable
        case .storeFailed: .storeFailed
        case .held: .held
        case .unrecorded: .unrecorded
        }
    }
}

extension Outcome: Kinded {
    enum Kind: CaseIterable {
        case created, refused, notSent, inDoubt
    }

    var kind: Kind {
        switch self {
        case .created: .created
        case .refused: .refused
        case .notSent: .notSent
        case .inDoubt: .inDoubt
        }
    }
}
