package import Accounts
package import FoundationEssentials

/// The Reseller IDs of a system: who has which, since when and from where, who carries it, and what does not fit.
package struct ResellerIDBook: Hashable, Sendable {
    package struct Reseller: Hashable, Sendable {
        package var account: Account
        /// The id that the vendor has, or may have; empty if nothing was sent for it.
        package var id: String
        package var state: SyncState
        /// When it reached this state.
        package var since: Date
        /// Where the id comes from.
        package var provenance: Provenance
        /// How many of its customers carry its id.
        package var carriers = 0
        /// Its customers that carry another one, or none.
        package var differing: [Customer] = []
    }

    package struct Customer: Hashable, Sendable {
        package var account: Account
        package var id: String
        package var state: SyncState
        package var since: Date
    }

    /// One id under several resellers.
    package struct Shared: Hashable, Sendable {
        package var id: String
        package var resellers: [Account]
    }

    /// An id that was in a request that the vendor refused, for whatever reason but the key.
    package struct Refused: Hashable, Sendable {
        package var id: String
        /// How often.
        package var count: Int
        /// The last time.
        package var last: RefusedAttempt
        package var account: Account
        /// Whether the vendor has accepted the id in another request.
        package var isAccepted: Bool
    }

    package let system: SystemName
    /// What the vendor calls the field; nil if it asks for no Reseller ID.
    package let label: String?
    /// In the order of their codes.
    package let resellers: [Reseller]
    package let shared: [Shared]
    /// Customers that carry an id without a reseller above them that is known here.
    package let others: [Customer]
    /// The one that was refused last comes first.
    package let refused: [Refused]
}
