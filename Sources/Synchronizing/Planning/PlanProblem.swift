package import Accounts

/// Why there is no plan, or why a plan cannot be run; as a whole, not for one account.
package enum PlanProblem: Error, Sendable {
    case store(StoreFailure)
    /// There are no fields to plan with.
    case form(Synchronizer.FormFailure)
    /// A value for all accounts cannot be put into a form.
    case setting(SyncForm.SettingProblem)
    /// A secret would stand in the plan.
    case secret(label: String)
    /// No account has the code that is named as the parent.
    case unknownParent(AccountCode)
    /// It was made in another workspace.
    case otherWorkspace
    /// The system is not registered, or disabled.
    case system(SystemName)
    /// The vendor asks for other fields than when it was made.
    case definitions
}
