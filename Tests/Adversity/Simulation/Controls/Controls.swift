import Accounts
import InMemory
import Synchronizing

/// Compositions with one mistake each; whoever checks must find every one of them.
extension Composition {
    /// All of them.
    package static let controls: [Composition] = sending + answers + claims + decisions

    private static func journal(
        _ name: String,
        _ journal: @escaping @Sendable (any Journal, MemoryDisk) -> any Journal
    ) -> Composition {
        var composition = Composition()
        (composition.name, composition.journal) = (name, journal)
        return composition
    }

    private static func client(
        _ name: String,
        _ client: @escaping @Sendable (any ServiceManager) -> any ServiceManager
    ) -> Composition {
        var composition = Composition()
        (composition.name, composition.client) = (name, client)
        return composition
    }

    /// Mistakes about the intent and what stands before the first byte.
    private static let sending = [
        journal("the intent is not committed") { inner, _ in WithoutIntent(inner: inner) },
        journal("the intent is committed after the send") { inner, _ in LateIntent(inner: inner) },
        journal("an intent that failed is sent all the same") { inner, _ in UnheardFailure(inner: inner) },
        journal("the parent's order is ignored") { inner, _ in WithoutParent(inner: inner) },
        journal("what it was made from is not read again") { inner, disk in WithoutBasis(inner: inner, disk: disk) },
        client("the gate is ignored") { OpenGate(inner: $0) },
        client("exists is skipped") { Careless(inner: $0, exists: { _ in .said(0) }) },
    ]

    /// Mistakes about what came back.
    private static let answers = [
        client("in doubt is treated as refused") { inner in
            Careless(
                inner: inner,
                send: { $0.isDoubtful ? .answered(.init(status: 404, body: .object(message: ""))) : $0 }
            )
        },
        client("in doubt is treated as not sent") { inner in
            Careless(inner: inner, send: { $0.isDoubtful ? .notSent(.connectionTimedOut(host: "vendor")) : $0 })
        },
        client("5xx is tried again") { inner in
            Careless(
                inner: inner,
                send: { $0.status >= 500 ? .answered(.init(status: 429, body: .unreadable(.empty))) : $0 }
            )
        },
        client("not sent, although the first byte was written") { inner in
            Careless(
                inner: inner,
                send: { if case .broken = $0 { .notSent(.connectionTimedOut(host: "vendor")) } else { $0 } }
            )
        },
        client("redirects are followed") { Repeating(inner: $0) { (300..<400).contains($0.status) } },
        client("a lost connection repeats the request") { inner in
            Repeating(inner: inner) { if case .broken(.connectionLost) = $0 { true } else { false } }
        },
        client("a missing Code of exists is 0") { inner in
            Careless(inner: inner, exists: { $0.isNonsense ? .said(0) : $0 })
        },
        client("a missing Code of synchronize is 0") { inner in
            Careless(inner: inner, send: { $0.isNonsense ? .said(0, "") : $0 })
        },
    ]

    /// Mistakes about who holds an account.
    private static let claims = [
        journal("the claim is ignored") { inner, disk in WithoutClaim(inner: inner, disk: disk) },
        journal("the owner's lock is ignored") { inner, disk in WithoutOwner(inner: inner, disk: disk) },
        journal("what a dead process sent is ready again") { inner, disk in Forgetful(inner: inner, disk: disk) },
        journal("what was given up is free again") { inner, disk in GivenBack(inner: inner, disk: disk) },
        journal("a second send opens no generation") { inner, disk in SameGeneration(inner: inner, disk: disk) },
    ]

    /// Mistakes about outcomes and what is decided.
    private static let decisions = [
        journal("a stranger is adopted") { inner, _ in Trusting(inner: inner) },
        journal("send again without the wait") { inner, _ in Impatient(inner: inner) },
        journal("stale outcomes are accepted") { inner, disk in Overwriting(inner: inner, disk: disk) },
        journal("an outcome without its log entry") { inner, disk in Silent(inner: inner, disk: disk) },
        journal("a conflict is linked") { inner, disk in Merging(inner: inner, disk: disk) },
        journal("what could not be recorded counts as recorded") { inner, _ in UnheardOutcome(inner: inner) },
    ]
}
