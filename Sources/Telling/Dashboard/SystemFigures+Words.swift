package import Accounts
package import Synchronizing

extension SystemFigures {
    /// How many accounts need somebody; blocked ones are counted by themselves.
    package var needing: Int {
        [.inDoubt, .conflict, .atVendor, .refused, .notSent, .waiting].reduce(0) { $0 + (counts[$1] ?? 0) }
    }

    package var lastChange: String {
        last.map { "\($0.changed.stamp)\($0.by.isEmpty ? "" : " by \($0.by)")" } ?? ""
    }
}

extension ProvisioningSystem {
    /// Why nothing can be sent to it; nil if something can.
    package var hindrance: String? { isDisabled ? "disabled" : pause.map { "paused: \($0.pausing)" } }
}

extension SystemFigures.Reseller {
    package var progress: String {
        "\(synchronized.grouped) of \(customers.grouped) customer\(customers == 1 ? "" : "s") synchronized"
    }
}

package enum DashboardWords {
    package static let noSystem = "No provisioning system is registered: \(Refusal.registering)"
    package static let largest = "The largest resellers"
    /// How many accounts there are, and how many need somebody.
    package static func total(_ figures: SystemFigures) -> String {
        let needing = figures.needing == 1 ? "1 needs" : "\(figures.needing.grouped) need"
        return "\(figures.total.accounts), \(needing) somebody."
    }

    package static func lastChange(_ change: String) -> String { "The last change was on \(change)." }
    package static let noResellers = "No reseller has customers."
}
