extension ProvisioningSystem {
    /// The rates allowed for a registered system and for a bulk run, in requests per second.
    ///
    /// Nobody wants fewer than one request in a hundred seconds, and a rate close to zero gives waits that no clock can
    /// represent.
    package static let rates = 0.01...1000.0
    /// The allowed numbers of requests under way at once.
    package static let inFlights = 1...64
    /// The shortest deadline of a send, in seconds (docs/reliability.md, "The numbers").
    package static let leastDeadline = 30.0
    /// The longest deadline of any exchange, in seconds.
    package static let longestDeadline = 600.0
}
