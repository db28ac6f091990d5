package import Accounts
package import FoundationEssentials

/// What is known about an account on a system: everything from which its state is explained.
package struct Evidence: Sendable {
    package var row: AccountRow
    package var system: ProvisioningSystem
    /// The form, if the vendor's fields are known.
    package var form: SyncForm?
    /// What the preflight finds in a form that can be sent.
    package var findings: [Finding] = []
    /// What was written down about the account on the system, newest first.
    package var entries: [LogEntry] = []
    /// The same about its reseller.
    package var resellers: [LogEntry] = []
    package var parent: AccountOnSystem?
    package var open: OpenCase?
    package var resolution: Resolution?
    /// The last request that the vendor refused as the pause says, and its account.
    package var refusal: (entry: LogEntry, account: Account)?
    /// A link of another registration of the same vendor that holds the claim.
    package var claim: Link?
    /// The bulk run in which it waits for its turn, or is sent.
    package var run: StoredRun?
    /// Whether a process that works on that run has taken it.
    package var isTaken = false
    /// Before when one that waits for another try is not sent, if the vendor asked for that.
    package var nextTry: Date?

    package init(_ row: AccountRow, on system: ProvisioningSystem) {
        (self.row, self.system) = (row, system)
    }

    var account: Account { row.account }
    var link: Link? { row.links[system.name] }
}

extension [LogEntry] {
    /// The entries that led to a link's present state, newest first, and how many there are besides.
    func chain(of link: Link?) -> (entries: [LogEntry], others: Int) {
        let first = firstIndex { entry in
            link?.attempt == nil ? entry.event == .found : entry.event == .intent && entry.attempt == link?.attempt
        }
        let last = link == nil ? 1 : (first ?? 0) + 1
        var probes = 0
        let told = prefix(last)
            .filter { entry in
                if entry.event == .probe { probes += 1 }
                return entry.event != .probe || probes <= Self.mostProbes
            }
        return (told, count - told.count)
    }

    private static var mostProbes: Int { 5 }
}
