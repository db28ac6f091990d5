import Accounts
import FoundationEssentials
import Synchronizing
import Telling

struct PlanningBasis: Sendable {
    var system: ProvisioningSystem
    var definitions: SyncOptionDefinitions
    var forecast: Forecast?
    /// When the BSS was last read, if its accounts come from one.
    var pulled: Date?
}

struct PlanRequest: Sendable {
    enum Source: Sendable {
        case marked(Set<AccountKey>, hidden: Int)
        case filtered(AccountQuery)
        case chosen([AccountID])
    }

    /// Several plans may be open, and what is entered is meant for one of them.
    let id = Int.random(in: 1...Int.max)
    let source: Source
    let system: SystemName
    /// Values for all accounts.
    var settings: [Setting] = []
    /// Values for individual accounts.
    var own: [AccountID: [Setting]] = [:]
    var adopts = false
    var allowsStorefront = false

    var selection: String {
        switch source {
        case .marked(let keys, let hidden): PlanWords.marked(keys.count, hidden: hidden)
        case .chosen(let accounts): PlanWords.chosen(accounts.count)
        case .filtered(let query): PlanWords.filtered(query.filter.isEmpty ? "" : query.filter.text)
        }
    }

    /// The same where there is little room.
    var briefSelection: String {
        guard case .marked(let keys, let hidden) = source else { return selection }
        return PlanWords.markedBriefly(keys.count, hidden: hidden)
    }

    var hasEntries: Bool { !settings.isEmpty || own.values.contains { !$0.isEmpty } }

    /// Enters a value for one account or for all; an empty value removes the entry.
    ///
    /// A value for all also replaces the values of individual accounts.
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
