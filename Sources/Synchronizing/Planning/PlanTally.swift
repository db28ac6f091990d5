package import Accounts

/// What is said of a plan as a whole, put together from its items while they are made; no item is kept.
package struct PlanTally: Sendable {
    package let workspace: WorkspaceID
    package let system: SystemName
    package let definitions: String
    /// How many items have each kind of verdict.
    package private(set) var counts: [Plan.Verdict.Kind: Int] = [:]
    private var fingerprint = Fingerprint()
    /// The codes of the accounts that would be sent, of the resellers among them, and of all their parents.
    private var sent: Set<AccountCode> = []
    private var resellers: Set<AccountCode> = []
    private var parents: Set<AccountCode> = []

    package init(workspace: WorkspaceID, system: SystemName, definitions: String) {
        (self.workspace, self.system, self.definitions) = (workspace, system, definitions)
        for part in [workspace.rawValue, system.rawValue, definitions] { fingerprint.add(part) }
    }

    package mutating func add(_ item: Plan.Item) {
        counts[item.verdict.kind, default: 0] += 1
        fingerprint.add(item.fingerprint)
        guard item.verdict.kind == .ready || item.verdict.kind == .waits else { return }
        sent.insert(item.code)
        if item.traits[Account.Column.type.rawValue] == Account.Kind.reseller.rawValue { resellers.insert(item.code) }
        if let parent = item.parent { parents.insert(parent) }
    }

    /// The plan's fingerprint: the workspace, the system, the vendor's fields and, for each account, its data, its
    /// parent's code and what will be sent.
    ///
    /// Links, states and the parent's external id are left out, since a run changes them.
    package var hash: String { fingerprint.text }

    /// The resellers that would be sent, and the other parents of accounts that would be; by code.
    var sentResellers: (own: [AccountCode], others: [AccountCode]) {
        (parents.intersection(sent).union(resellers).sorted(), parents.subtracting(sent).sorted())
    }
}

extension Plan {
    init(_ tally: PlanTally, items: [Item]) {
        self.init(workspace: tally.workspace, system: tally.system, definitions: tally.definitions, items: items)
    }

    package var tally: PlanTally {
        var tally = PlanTally(workspace: workspace, system: system, definitions: definitions)
        for item in items { tally.add(item) }
        return tally
    }
}
