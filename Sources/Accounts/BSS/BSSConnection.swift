/// The BSS as the operator connected it: where it is, how to sign in, how to read it, and how gently.
package struct BSSConnection: Hashable, Sendable {
    /// The version of its API, which decides the shape of its answers.
    package enum Version: String, Hashable, Sendable, CaseIterable, Codable {
        case twoOne = "2.1"
        case twoTwo = "2.2"
        case three = "3"
        case latest
    }

    /// What it is called here.
    package var name: String
    /// The address above `/oauth/token` and `/api`, without a slash at its end.
    package var url: String
    package var version: Version
    package var clientKey: SecretReference
    package var clientSecret: SecretReference
    package var username: SecretReference
    package var password: SecretReference
    /// Whether plain http is allowed beyond loopback.
    package var allowsHTTP: Bool
    /// A file with the CA certificates to trust instead of the system's, or nil.
    package var caFile: String?
    /// The total time allowed for one exchange.
    package var deadline: Duration
    /// The most requests that may begin per second.
    package var ratePerSecond: Double
    /// How many accounts are asked for at once.
    package var pageSize: Int
    /// How long an open console waits from one pull to the next, in minutes; 0 if it pulls only when asked.
    package var pullEveryMinutes: Int
    /// Which of its members, and of which sub-object, are the email and the parent.
    package var members: BSSMembers
    /// The most accounts that a pull may change in a surprising way.
    package var mostAccounts: Int?
    /// The same as a share of the accounts that are known, in percent.
    package var mostPercent: Int?
    /// Whether a pull asks for the orders of accounts that nothing has verified yet.
    package var verifiesByOrders: Bool

    package init(
        name: String,
        url: String,
        version: Version = .three,
        clientKey: SecretReference,
        clientSecret: SecretReference,
        username: SecretReference,
        password: SecretReference
    ) {
        (self.name, self.url, self.version) = (name, url, version)
        (self.clientKey, self.clientSecret) = (clientKey, clientSecret)
        (self.username, self.password) = (username, password)
        allowsHTTP = false
        deadline = .seconds(60)
        ratePerSecond = 2
        pageSize = 500
        pullEveryMinutes = 5
        members = BSSMembers()
        verifiesByOrders = false
    }

    package static let deadlines = 5.0...600.0
    package static let rates = 0.01...1000.0
    package static let pageSizes = 1...5_000
    package static let pullIntervals = 0...1_440
    package static let shares = 0...100
    package static let counts = 0...1_000_000_000

    /// What makes it the same BSS: an unfinished read of another one is of no use.
    package var identity: String { "\(url) \(version.rawValue)" }
}

/// Which members of the BSS's accounts are meant, where that is not certain; nil for the usual ones.
///
/// A member of a sub-object is written with a dot: `contact.email`.
package struct BSSMembers: Hashable, Sendable, Codable {
    package var email: String?
    package var parent: String?

    package init(email: String? = nil, parent: String? = nil) { (self.email, self.parent) = (email, parent) }
}
