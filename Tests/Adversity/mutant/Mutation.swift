/// What is broken on purpose; the attacks must catch each mutation.
enum Mutation: String, CaseIterable {
    /// No mistake: the same composition as the program's.
    case none
    /// The intent is never written.
    case intentNotCommitted = "intent-not-committed"
    /// The intent is written only after the answer.
    case intentAfterSend = "intent-after-send"
    /// A commit is not synced.
    case synchronousNormal = "synchronous-normal"
    /// What may have been executed counts as refused.
    case doubtAsRefused = "doubt-as-refused"
    case redirectsFollowed = "redirects-followed"
    /// An answer without a Code counts as one with Code 0.
    case defaultCode = "default-code"
    /// The same request is sent again after a 5xx.
    case retryOn5xx = "retry-on-5xx"
    /// The unique index of the claim is dropped.
    case claimIndexDropped = "claim-index-dropped"
    /// Every other process counts as dead.
    case ownerLockIgnored = "owner-lock-ignored"
    /// A child is sent although its parent is not synchronized.
    case parentIgnored = "parent-ignored"
    /// What the exists call finds is adopted automatically.
    case strangerAdopted = "stranger-adopted"
    /// The gate before the first byte is slow, and ignored.
    case gateIgnored = "gate-ignored"
    /// The gate is slow, and respected: the control of the control.
    case gateSlow = "gate-slow"
    /// The link and the log are written in separate transactions.
    case outcomeApart = "outcome-apart-from-log"
    case existsNotAsked = "exists-not-asked"
    /// What a dead process was sending counts as not sent.
    case takenOverAsNotSent = "taken-over-as-not-sent"
    /// A secret is written into the log.
    case secretInLog = "secret-in-log"
    /// Log entries are deleted.
    case logRewritten = "log-rewritten"
    /// An outcome that could not be committed counts as committed.
    case outcomeFailureHidden = "outcome-failure-hidden"
    /// Starting asks the vendor something.
    case restartAsks = "restart-asks"
    /// Every start changes something.
    case restartChanges = "restart-changes"
    /// A row refers to one that does not exist.
    case foreignKeyBroken = "foreign-key-broken"
}
