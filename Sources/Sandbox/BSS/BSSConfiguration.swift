/// The BSS that a sandbox has.
package struct BSSConfiguration: Sendable {
    /// The accounts that it begins with.
    package enum Book: Sendable {
        case accounts([BSSAccount])
        /// This many, each a pure function of its number.
        case generated(count: Int)
    }

    package var book: Book
    /// Where changes are kept; nil keeps them in memory.
    package var stateFile: String?
    /// Whether a `$filter` by updatedAt is understood; otherwise it is refused like an unknown member.
    package var filtersByUpdated: Bool
    package var clientKey: String
    package var clientSecret: String
    package var username: String
    package var password: String
    /// How long a token is good for.
    package var tokenLifetime = Duration.seconds(3600)

    package init(
        _ book: Book,
        stateFile: String? = nil,
        filtersByUpdated: Bool = false,
        clientKey: String = Sandbox.clientKey,
        clientSecret: String = Sandbox.clientSecret,
        username: String = Sandbox.username,
        password: String = Sandbox.password
    ) {
        self.book = book
        self.stateFile = stateFile
        self.filtersByUpdated = filtersByUpdated
        self.clientKey = clientKey
        self.clientSecret = clientSecret
        self.username = username
        self.password = password
    }
}

extension Sandbox {
    package static let clientKey = "sandbox-client"
    /// Not a secret, since it opens nothing else.
    package static let clientSecret = "sandbox-client-secret"
    package static let username = "operator"
    /// Not a secret either.
    package static let password = "sandbox-password"
}
