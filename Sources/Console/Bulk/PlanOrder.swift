import Accounts
import Synchronizing
import Telling

/// What a plan was made with.
struct PlanningBasis: Sendable {
    /// The system, as it is registered now.
    var system: ProvisioningSystem
    /// The fields that it asks for.
    var definitions: SyncOptionDefinitions
}

/// What is to be planned: which accounts, with which values.
struct PlanOrder: Sendable {
    /// Which accounts.
    enum Source: Sendable {
        /// The marked ones.
        case marked(Set<AccountKey>, hidden: Int)
        /// All that a filter shows.
        case filtered(AccountQuery)
    }

    let source: Source
    let system: SystemName
    /// Values for all of them.
    var settings: [Setting] = []
    /// Values for single accounts.
    var own: [AccountID: [Setting]] = [:]
    var adopts = false
    var allowsStorefront = false

    /// What was chosen, in words.
    var selection: String {
        switch source {
        case .marked(let keys, let hidden): PlanWords.marked(keys.count, hidden: hidden)
        case .filtered(let query): PlanWords.filtered(query.filter.isEmpty ? "" : query.filter.text)
        }
    }

    /// Whether values were entered.
    var hasEntries: Bool { !settings.isEmpty || own.values.contains { !$0.isEmpty } }

    /// Enters a value for one account or for all; an empty one takes it back.
    ///
    /// What is for all is also for those that had a value of their own.
    mutating func set(_ setting: Setting, for account: AccountID?) {
        func replaced(_ settings: [Setting]) -> [Setting] {
            settings.filter { $0.name != setting.name } + (setting.value.isEmpty ? [] : [setting])
        }
        if let account {
            own[account] = replaced(own[account] ?? [])
        } else {
            settings = replaced(settings)
            own = own.mapValues { $0.filter { $0.name != setting.name } }
        }
    }
}
