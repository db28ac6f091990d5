import Accounts
import InMemory
import Invariants
import Synchronizing

/// Compositions with one mistake each, all of which the checkers must find.
extension Composition {
    package static let controls: [Composition] = sending + answers + claims + decisions

    private static func journal(
        _ mistake: Mistake,
        _ journal: @escaping @Sendable (any SendingStore, MemoryDisk) -> any SendingStore
    ) -> Composition {
        var composition = Composition()
        (composition.mistake, composition.journal) = (mistake, journal)
        return composition
    }

    private static func client(
        _ mistake: Mistake,
        _ client: @escaping @Sendable (any ServiceManager) -> any ServiceManager
    ) -> Composition {
        var composition = Composition()
        (composition.mistake, composition.client) = (mistake, client)
        return composition
    }

    private static func leases(_ mistake: Mistake, _ judgement: Composition.Judgement) -> Composition {
        var composition = Composition()
        (composition.mistake, composition.leases) = (mistake, judgement)
        return composition
    }

    /// Mistakes about the intent and the checks before the first byte.
    private static let sending = [
        journal(.intentNotCommitted) { inner, _ in WithoutIntent(inner: inner) },
        journal(.intentAfterSend) { inner, _ in LateIntent(inner: inner) },
        journal(.intentFailureIgnored) { inner, _ in UnheardFailure(inner: inner) },
        journal(.parentIgnored) { inner, _ in WithoutParent(inner: inner) },
        journal(.basisIgnored) { inner, disk in WithoutBasis(inner: inner, disk: disk) },
        client(.gateIgnored) { OpenGate(inner: $0) },
        client(.existsNotAsked) { Careless(inner: $0, exists: { _ in .said(0) }) },
    ]

    /// Mistakes about the answer.
    private static let answers = [
        client(.doubtAsRefused) { inner in
            Careless(
                inner: inner,
                send: { $0.isDoubtful ? .answered(.init(status: 404, body: .object(message: ""))) : $0 }
            )
        },
        client(.doubtAsNotSent) { inner in
            Careless(inner: inner, send: { $0.isDoubtful ? .notSent(.connectionTimedOut(host: "vendor")) : $0 })
        },
        client(.retryOn5xx) { inner in
            Careless(
                inner: inner,
                send: { $0.status >= 500 ? .answered(.init(status: 429, body: .unreadable(.empty))) : $0 }
            )
        },
        client(.breakAsNotSent) { inner in
            Careless(
                inner: inner,
                send: { if case .broken = $0 { .notSent(.connectionTimedOut(host: "vendor")) } else { $0 } }
            )
        },
        client(.redirectsFollowed) { Repeating(inner: $0) { (300..<400).contains($0.status) } },
        client(.breakRepeated) { inner in
            Repeating(inner: inner) { if case .broken(.connectionLost) = $0 { true } else { false } }
        },
        client(.defaultCode) { inner in
            Careless(inner: inner, exists: { $0.isNonsense ? .said(0) : $0 })
        },
        client(.defaultCodeOfSynchronize) { inner in
            Careless(inner: inner, send: { $0.isNonsense ? .said(0, "") : $0 })
        },
    ]

    /// Mistakes about who holds an account.
    private static let claims = [
        journal(.claimIgnored) { inner, disk in WithoutClaim(inner: inner, disk: disk) },
        journal(.ownerLockIgnored) { inner, disk in WithoutOwner(inner: inner, disk: disk) },
        journal(.takenOverAsNotSent) { inner, disk in Forgetful(inner: inner, disk: disk) },
        journal(.abandonedAsFree) { inner, disk in GivenBack(inner: inner, disk: disk) },
        journal(.generationKept) { inner, disk in SameGeneration(inner: inner, disk: disk) },
        leases(.leaseIgnored, .ignored),
        leases(.leaseByClientClock, .byTheClients),
    ]

    /// Mistakes about outcomes and decisions.
    private static let decisions = [
        journal(.strangerAdopted) { inner, _ in Trusting(inner: inner) },
        journal(.waitSkipped) { inner, _ in Impatient(inner: inner) },
        journal(.staleAccepted) { inner, disk in Overwriting(inner: inner, disk: disk) },
        journal(.outcomeWithoutLog) { inner, disk in Silent(inner: inner, disk: disk) },
        journal(.conflictLinked) { inner, disk in Merging(inner: inner, disk: disk) },
        journal(.outcomeFailureHidden) { inner, _ in UnheardOutcome(inner: inner) },
    ]
}
