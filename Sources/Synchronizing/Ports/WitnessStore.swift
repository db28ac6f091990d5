package import Accounts
package import FoundationEssentials

/// The port to the orders that verify links.
package protocol WitnessStore: Sendable {
    /// Synchronized links that nothing has verified: those never asked about first, then those asked about longest ago.
    func unverified(on system: SystemName?, limit: Int) async throws(StoreFailure) -> [AccountOnSystem]

    /// Keeps that orders were asked for, and the one that verifies the link, if there is one.
    ///
    /// Does nothing, and returns false, if the link has changed since it was read.
    func keep(_ witness: Witness?, of link: Link, askedAt: Date) async throws(StoreFailure) -> Bool
}
