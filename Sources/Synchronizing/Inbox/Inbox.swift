package import Accounts
package import FoundationEssentials

/// Everything that needs somebody, and how much of each kind there is.
package struct Inbox: Hashable, Sendable {
    /// Why something needs somebody, in the order in which it is listed; the raw values stand in JSON and on the command
    /// line.
    package enum Kind: String, Hashable, Sendable, CaseIterable, Codable {
        /// A system to which nothing is sent.
        case paused
        /// A bulk run that begins once an approver approves it.
        case unapproved = "waiting for approval"
        /// A bulk run that is not over, and whose processes have ended.
        case leftBehind = "left behind"
        case inDoubt = "in doubt"
        case conflict
        case atVendor = "already at the vendor"
        case refused
        case notSent = "not sent"
        case waiting
        /// A row that the last import of a file refused, or an account of the BSS that the last pull of it refused.
        case notImported = "not imported"
        /// The account's own data prevents every try, and nothing is known of it at a vendor.
        case blocked

        /// The state of the links of this kind; nil if it is not about links.
        package var linkState: SyncState? {
            switch self {
            case .inDoubt: .inDoubt
            case .conflict: .conflict
            case .atVendor: .atVendor
            case .refused: .refused
            case .notSent: .notSent
            case .waiting: .waiting
            case .paused, .unapproved, .leftBehind, .notImported, .blocked: nil
            }
        }

        /// Whether it is about bulk runs.
        package var isOfRuns: Bool { self == .unapproved || self == .leftBehind }

        /// Finds the kind with this name, ignoring case, spaces, hyphens and underscores.
        package init?(name: String) {
            guard let kind = Self.allCases.first(where: { $0.rawValue.squashed == name.squashed }) else { return nil }
            self = kind
        }
    }

    package enum Item: Hashable, Sendable {
        case system(ProvisioningSystem)
        /// Waiting for approval, or left.
        case run(StoredRun)
        /// In doubt, at the vendor already, or in conflict.
        case open(OpenCase)
        /// Refused, not sent or waiting.
        case link(Account, Link)
        case row(RefusedRow)
        /// Blocked.
        case account(Account)
    }

    package var items: [Item]
    /// How many there are of each kind, listed or not; a kind of which there is none is left out.
    package var counts: [Kind: Int]

    package init(items: [Item] = [], counts: [Kind: Int] = [:]) {
        (self.items, self.counts) = (items, counts)
    }
}

extension Inbox.Item: Identifiable {
    package enum ID: Hashable, Sendable {
        case system(SystemName)
        case run(RunID)
        case link(Link.ID)
        case row(RefusedRow.ID)
        case account(AccountID)
    }

    package var id: ID {
        switch self {
        case .system(let system): .system(system.name)
        case .run(let run): .run(run.id)
        case .open(let open): .link(open.link.id)
        case .link(_, let link): .link(link.id)
        case .row(let row): .row(row.id)
        case .account(let account): .account(account.id)
        }
    }

    package var kind: Inbox.Kind {
        switch self {
        case .system: .paused
        case .run(let run): run.awaitsApproval ? .unapproved : .leftBehind
        case .row: .notImported
        case .account: .blocked
        case .open, .link: Inbox.Kind.allCases.first { $0.linkState == link?.state } ?? .waiting
        }
    }

    package var account: Account? {
        switch self {
        case .system, .run, .row: nil
        case .open(let open): open.relative.account
        case .link(let account, _), .account(let account): account
        }
    }

    package var link: Link? {
        switch self {
        case .open(let open): open.link
        case .link(_, let link): link
        case .system, .run, .row, .account: nil
        }
    }

    package var system: SystemName? {
        switch self {
        case .system(let system): system.name
        case .run(let run): run.system
        case .open, .link: link?.system
        case .row, .account: nil
        }
    }

    /// Since when it needs somebody; nil if that is not known.
    package var since: Date? { link?.changed ?? row?.at ?? run?.begun }

    package var run: StoredRun? { if case .run(let run) = self { run } else { nil } }

    package var row: RefusedRow? { if case .row(let row) = self { row } else { nil } }

    package var open: OpenCase? { if case .open(let open) = self { open } else { nil } }

    /// Whether it can be sent again as any account that is not synchronized.
    package var canBeRetried: Bool { kind == .refused || kind == .notSent }
}

extension Inbox {
    /// Leaves out runs that were counted as left behind, though nobody is needed for them now.
    package mutating func leaveOut(_ runs: Set<RunID>) {
        guard !runs.isEmpty else { return }
        items.removeAll { if case .run(let run) = $0 { runs.contains(run.id) } else { false } }
        let left = (counts[.leftBehind] ?? 0) - runs.count
        counts[.leftBehind] = left > 0 ? left : nil
    }
}
