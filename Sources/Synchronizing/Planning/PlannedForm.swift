package import Accounts

/// The form of an item of a plan, or how it differs from the plan.
enum PlannedForm: Sendable {
    /// The form is exactly what the plan showed.
    case ready(SyncForm)
    case differs([PlanDifference])
}

/// A difference from what a plan showed.
package enum PlanDifference: Hashable, Sendable {
    case accountGone
    /// What the BSS says about the account (`Account.traits`).
    case trait(String, planned: String, now: String)
    case parent
    case parentGone(AccountCode)
    case state
    case field(label: String)
}

extension Dependencies {
    /// Fills in the form of an item again from what is known now, and compares it with the plan.
    func form(of item: Plan.Item, on system: SystemName) async throws(StoreFailure) -> PlannedForm {
        guard let situation = try await situations.situation(of: item.id, on: system) else {
            return .differs([.accountGone])
        }
        let differences = item.differences(from: situation.account)
        guard differences.isEmpty else { return .differs(differences) }
        var form = SyncForm(situation)
        guard form.mode == .editable else { return .ready(form) }
        if let code = item.parent, code != form.parent.chosen?.account.code {
            guard let row = try await directory.row(code: code) else { return .differs([.parentGone(code)]) }
            form.choose(parent: AccountOnSystem(row, on: system))
        } else if item.parent == nil, form.parent.chosen != nil {
            return .differs([.parent])
        }
        for field in item.fields { form.enter(field.value, in: field.id) }
        let shown = item.values
        let values = form.fields.filter { $0.definition.kind != .mask && $0.value != shown[$0.id] ?? "" }
        return values.isEmpty ? .ready(form) : .differs(values.map { .field(label: $0.label) })
    }
}

extension Plan.Item {
    /// What the BSS now says about the account that it did not say when the plan was made.
    fileprivate func differences(from account: Account) -> [PlanDifference] {
        let now = account.traits
        return Set(now.keys).union(traits.keys).sorted()
            .filter { now[$0] != traits[$0] }
            .map { .trait($0, planned: traits[$0] ?? "", now: now[$0] ?? "") }
    }
}
