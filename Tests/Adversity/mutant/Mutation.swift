/// What is broken on purpose; the attacks must catch each.
enum Mutation: String, CaseIterable {
    /// Nothing: the same composition as the program's.
    case none
    /// The intent is never written.
    case intentNotCommitted = "intent-not-committed"
    /// The intent is written when the answer is there.
    case intentAfterSend = "intent-after-send"
    /// A commit is not synced.
    case synchronousNormal = "synchronous-normal"
    /// What may have been done counts as refused.
    case doubtAsRefused = "doubt-as-refused"
    case redirectsFollowed = "redirects-followed"
    /// An answer without a Code counts as one with 0.
    case defaultCode = "default-code"
    /// A 5xx is answered by the same request again.
    case retryOn5xx = "retry-on-5xx"
    /// The unique index of the claim is gone.
    case claimIndexDropped = "claim-index-dropped"
    /// Every other process counts as dead.
    case ownerLockIgnored = "owner-lock-ignored"
    /// A child is sent although its parent is not synchronized.
    case parentIgnored = "parent-ignored"
    /// What exists finds is adopted by itself.
    case strangerAdopted = "stranger-adopted"
    /// The gate before the first byte takes its time and is not heeded.
    case gateIgnored = "gate-ignored"
    /// The gate takes its time and is heeded: the control of the control.
    case gateSlow = "gate-slow"
    /// The link is written in one transaction, the log in another.
    case outcomeApart = "outcome-apart-from-log"
    case existsNotAsked = "exists-not-asked"
    /// What a dead process was sending counts as not sent.
    case takenOverAsNotSent = "taken-over-as-not-sent"
    /// A secret is written into the log.
    case secretInLog = "secret-in-log"
    /// The log is tidied up.
    case logRewritten = "log-rewritten"
    /// An outcome that could not be committed counts as committed.
    case outcomeFailureHidden = "outcome-failure-hidden"
    /// A start asks the vendor something.
    case restartAsks = "restart-asks"
    /// A start changes something, each time anew.
    case restartChanges = "restart-changes"
    /// A row refers to nothing.
    case foreignKeyBroken = "foreign-key-broken"
}
