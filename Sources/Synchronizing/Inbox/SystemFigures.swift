package import Accounts

/// How things stand on a system, in numbers.
package struct SystemFigures: Hashable, Sendable {
    /// A reseller with many customers, and how far they have come.
    package struct Reseller: Hashable, Sendable {
        package var account: Account
        package var customers: Int
        package var synchronized: Int

        package init(account: Account, customers: Int, synchronized: Int) {
            (self.account, self.customers, self.synchronized) = (account, customers, synchronized)
        }
    }

    package var system: ProvisioningSystem
    /// How many accounts are in each state; a state in which there is none is left out.
    package var counts: [SyncState: Int]
    /// The link that changed last; nil if nothing was ever sent.
    package var last: Link?
    /// Those with the most customers, first.
    package var resellers: [Reseller]

    package init(_ system: ProvisioningSystem, counts: [SyncState: Int], last: Link?, resellers: [Reseller]) {
        (self.system, self.counts, self.last, self.resellers) = (system, counts, last, resellers)
    }

    package var total: Int { counts.values.reduce(0, +) }
}
