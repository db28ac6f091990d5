/// What is broken on purpose; whoever checks must notice each.
///
/// A `Composition` of the simulation, a `NegativeControl` of the real
/// processes, or both try it.
package enum Mistake: String, Sendable, CaseIterable {
    /// None: the same composition as the program's.
    case none
    /// None either: the gate before the first byte takes its time and is heeded.
    case gateSlow = "gate-slow"

    case intentNotCommitted = "intent-not-committed"
    /// The intent is written when the answer is there.
    case intentAfterSend = "intent-after-send"
    /// An intent that could not be committed is sent all the same.
    case intentFailureIgnored = "intent-failure-ignored"
    /// A commit is not synced.
    case synchronousNormal = "synchronous-normal"
    /// A child is sent although its parent is not synchronized.
    case parentIgnored = "parent-ignored"
    /// What an intent was made from is not read again.
    case basisIgnored = "basis-ignored"
    /// The gate before the first byte is not heeded.
    case gateIgnored = "gate-ignored"
    case existsNotAsked = "exists-not-asked"

    /// What may have been done counts as refused.
    case doubtAsRefused = "doubt-as-refused"
    /// What may have been done counts as not sent.
    case doubtAsNotSent = "doubt-as-not-sent"
    /// A connection that broke after the first byte counts as not sent.
    case breakAsNotSent = "break-as-not-sent"
    /// A connection that was lost has the request sent again.
    case breakRepeated = "break-repeated"
    /// A 5xx is followed by the same request again.
    case retryOn5xx = "retry-on-5xx"
    case redirectsFollowed = "redirects-followed"
    /// An answer to the exists call without a Code counts as one with 0.
    case defaultCode = "default-code"
    /// An answer of synchronize without a Code counts as one with 0.
    case defaultCodeOfSynchronize = "default-code-of-synchronize"

    case claimIgnored = "claim-ignored"
    /// The unique index of the claim is gone.
    case claimIndexDropped = "claim-index-dropped"
    /// Every other process counts as dead.
    case ownerLockIgnored = "owner-lock-ignored"
    /// What is sent although the sender's lease is over.
    case leaseIgnored = "lease-ignored"
    /// Whether a lease is over is judged by each process's own clock.
    case leaseByClientClock = "lease-by-client-clock"
    /// What a dead process was sending counts as not sent.
    case takenOverAsNotSent = "taken-over-as-not-sent"
    /// What was given up is free again.
    case abandonedAsFree = "abandoned-as-free"
    /// A second send opens no generation.
    case generationKept = "generation-kept"
    /// It is sent again without the wait.
    case waitSkipped = "wait-skipped"

    /// What the exists call finds is adopted automatically.
    case strangerAdopted = "stranger-adopted"
    /// An id that another account has is linked.
    case conflictLinked = "conflict-linked"
    /// Outcomes of earlier attempts are accepted.
    case staleAccepted = "stale-accepted"
    /// An outcome has no entry in the log.
    case outcomeWithoutLog = "outcome-without-log"
    /// The link is written in one transaction, the log in another.
    case outcomeApart = "outcome-apart-from-log"
    /// An outcome that could not be committed counts as committed.
    case outcomeFailureHidden = "outcome-failure-hidden"

    case secretInLog = "secret-in-log"
    /// The log is tidied up.
    case logRewritten = "log-rewritten"
    /// A start asks the vendor something.
    case restartAsks = "restart-asks"
    /// A start changes something, each time anew.
    case restartChanges = "restart-changes"
    /// A row refers to nothing.
    case foreignKeyBroken = "foreign-key-broken"
}
