package import Accounts

/// The limits of a bulk run (docs/reliability.md, "The numbers").
package struct RunLimits: Hashable, Sendable, Codable {
    /// The most accounts under way at once; each has one request at a time.
    package var inFlight: Int
    /// The most requests to begin per second; 0 means no limit.
    package var ratePerSecond: Double
    /// How many accounts newly in doubt end a run.
    package var mostDoubts: Int
    /// The share of failures that ends a run.
    package var quarantineShare = 0.4
    /// How many sends are needed before that share counts.
    package var leastForQuarantine = 10
    /// How many failed trials of an unreachable vendor end a run.
    package var mostFailedProbes = 3

    /// Makes a set of limits; omitted values are as shipped.
    package init(inFlight: Int = 4, ratePerSecond: Double = 2, mostDoubts: Int = 3) {
        (self.inFlight, self.ratePerSecond, self.mostDoubts) = (inFlight, ratePerSecond, mostDoubts)
    }

    /// What a system's registration allows.
    package init(of system: ProvisioningSystem) {
        self.init(inFlight: system.inFlight, ratePerSecond: system.ratePerSecond)
    }

    /// The rates that can be asked for, in requests per second; 0 means no limit.
    package static var rates: ClosedRange<Double> { ProvisioningSystem.rates }

    /// How many accounts can be under way at once.
    package static let numbersInFlight = 1...256
}
