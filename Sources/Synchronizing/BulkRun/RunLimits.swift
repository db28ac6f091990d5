/// The numbers that a run goes by (reliability.md, numbers to ship).
package struct RunLimits: Hashable, Sendable {
    /// The most accounts under way at once; each has one request at a time.
    package var inFlight: Int
    /// The most requests to begin in a second; 0: any number.
    package var ratePerSecond: Double
    /// So many that became in doubt in this run end it.
    package var mostDoubts: Int
    /// The share of failures that ends a run.
    package var quarantineShare: Double
    /// The least number of sends before that share counts.
    package var leastForQuarantine: Int
    /// So many probes of a vendor that cannot be reached end a run.
    package var mostFailedProbes: Int

    /// Makes a set of limits; what is not given is as shipped.
    package init(
        inFlight: Int = 4,
        ratePerSecond: Double = 2,
        mostDoubts: Int = 3,
        quarantineShare: Double = 0.4,
        leastForQuarantine: Int = 10,
        mostFailedProbes: Int = 3
    ) {
        self.inFlight = inFlight
        self.ratePerSecond = ratePerSecond
        self.mostDoubts = mostDoubts
        self.quarantineShare = quarantineShare
        self.leastForQuarantine = leastForQuarantine
        self.mostFailedProbes = mostFailedProbes
    }
}
