import Accounts

/// A token with which requests are signed; in memory only.
struct Token: Sendable {
    let secret: Secret
    /// Whether a request with it was ever answered.
    var hasWorked = false
}
