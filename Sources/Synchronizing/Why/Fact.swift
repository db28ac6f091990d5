package import Accounts
package import FoundationEssentials

/// One fact that a state or a value follows from.
package struct Fact: Hashable, Sendable {
    package enum What: Hashable, Sendable {
        case neverSent
        /// The bulk run, not over yet, in which it has not been taken; and where that run stands.
        case run(RunID, StoredRun.Standing)
        /// A process that works on this bulk run has taken it.
        case taken(RunID)
        /// The state that the account's link is in.
        case link(Link)
        /// What was written down about it.
        case entry(LogEntry)
        /// How many earlier entries are not shown.
        case earlier(Int)
        /// The values that were sent, by label.
        case sent([Setting])
        /// The values of a request that the vendor did not take, by label.
        case unsent([Setting])
        case disabled
        case paused(Reason)
        /// The last request that was refused as the pause says.
        case refusedRequest(Account, Reason)
        /// Another registration of the same vendor holds the claim.
        case claimed(Link)
        /// Another account has the id that the vendor returned.
        case holder(AccountOnSystem)
        case finding(Finding)
        /// The account's reseller, and what is known of it on the system.
        case parent(AccountOnSystem)
        /// The account came into the workspace.
        case imported
        /// An import changed the account last.
        case changed
        /// The vendor's fields are not known: it was not asked yet, or its registration has changed since.
        case fieldsUnknown
        case definition(FieldDefinition)
        case provenance(Provenance)
    }

    /// Who says so; the raw values stand in JSON.
    package enum Source: String, Hashable, Sendable, CaseIterable {
        /// The BSS, as it was imported.
        case book = "import"
        case journal
        case registration
        case preflight
        case form
        /// The vendor, when it was last asked for its fields.
        case definitions = "vendor's fields"
    }

    package let what: What
    /// When it happened, or was last known to be so; nil if nobody wrote that down.
    package let at: Date?
    /// The operator in whose name it happened.
    package let by: String?

    init(_ what: What, at date: Date? = nil, by: String? = nil) {
        self.what = what
        // The beginning of time stands for a time that is not known.
        at = date.flatMap { $0 > .distantPast ? $0 : nil }
        self.by = by
    }

    init(_ entry: LogEntry) { self.init(.entry(entry), at: entry.at.wall, by: entry.by) }

    init(_ link: Link) { self.init(.link(link), at: link.changed, by: link.by) }

    /// A pause, and the last request that was refused as it says.
    static func facts(of pause: Reason, _ refusal: (entry: LogEntry, account: Account)?) -> [Fact] {
        let paused = Fact(.paused(pause))
        guard let (entry, account) = refusal else { return [paused] }
        let reason = entry.reason ?? pause
        return [paused, Fact(.refusedRequest(account, reason), at: entry.at.wall, by: entry.by)]
    }

    package var source: Source {
        switch what {
        case .neverSent, .run, .taken, .link, .entry, .earlier, .sent, .unsent, .refusedRequest, .claimed, .holder,
            .parent:
            .journal
        case .disabled, .paused: .registration
        case .finding: .preflight
        case .imported, .changed, .provenance(.account), .provenance(.accountType): .book
        case .fieldsUnknown, .definition, .provenance(.vendor): .definitions
        case .provenance(.sent), .provenance(.sentUnconfirmed), .provenance(.adopted), .provenance(.unsent): .journal
        case .provenance(.reseller), .provenance(.resellersSynchronization), .provenance(.resellersAdoption): .journal
        case .provenance: .form
        }
    }
}
