extension ProvisioningSystem {
    /// The rates that a system may be registered with and a run may have, in requests per second.
    ///
    /// Slower than one in a hundred seconds is not meant; a rate near nothing has waits that no clock can add up.
    package static let rates = 0.01...1000.0
    /// How many requests may be under way at once.
    package static let inFlights = 1...64
    /// A send must be given this long, in seconds (reliability.md, numbers to ship).
    package static let leastDeadline = 30.0
    /// No exchange is given longer than this, in seconds.
    package static let longestDeadline = 600.0
}
