package import Accounts

/// Why there is no plan, or why a plan cannot be run, as a whole rather than for one account.
package enum PlanProblem: Error, Sendable {
    case store(StoreFailure)
    /// There are no fields to plan with.
    case form(Synchronizer.FormFailure)
    /// A value for all accounts cannot be put into a form.
    case setting(SyncForm.SettingProblem)
    /// The plan would contain a secret.
    case secret(label: String)
    /// No account has the code that is named as the parent.
    case unknownParent(AccountCode)
    /// The plan was made in another workspace.
    case otherWorkspace
    /// The system is not registered, or is disabled.
    case system(SystemName)
    /// The vendor's fields have changed since the plan was made.
    case definitions
    /// This process works on the run already.
    case worked(RunID)
    /// The run was begun and waits until somebody else approves it.
    case unapproved(StoredRun)
}
