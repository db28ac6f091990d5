package import FoundationEssentials

/// How far the accounts of the BSS have been read, and how it answers.
package struct PullState: Hashable, Sendable, Codable {
    /// The greatest `updatedAt` of the rows that were read; the next pull reads back to a day before it.
    package var watermark: Stamp?
    /// When a pull last ended well.
    package var pulled: Date?
    /// When a pull last read every account.
    package var complete: Date?
    /// Whether the BSS filters by `updatedAt`; nil until it was tried.
    package var filtersByUpdate: Bool?
    /// A pull that waits for a person, since it would change too much.
    package var held: Held?

    package init() {}

    /// What a held pull would do, in numbers.
    package struct Held: Hashable, Sendable, Codable {
        package var at: Date
        /// How many accounts each kind of surprise would reach.
        package var counts: [String: Int]

        package init(at: Date, counts: [String: Int]) { (self.at, self.counts) = (at, counts) }
    }

    /// Whether the next pull reads everything, since only that finds out what is gone.
    package func isCompleteReadDue(at now: Date) -> Bool {
        guard watermark != nil, let complete else { return true }
        let age = now.timeIntervalSince(complete)
        // A clock that was set back must not put the read off for ever.
        return age >= Self.longestWithoutCompleteRead || age < -60
    }

    /// A day, in seconds.
    private static let longestWithoutCompleteRead = 86_400.0
}
