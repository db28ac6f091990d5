package import Accounts

extension Plan {
    /// Why an account is not sent, or what is worth a look.
    package enum Obstacle: Hashable, Sendable {
        case finding(Finding)
        case setting(SyncForm.SettingProblem)
        /// What was sent differs from what is asked for; the account is synchronized under an id, or in doubt.
        case sentOtherwise(ValueDifference, SyncState, ExternalID?)
        /// The state of its link does not allow sending.
        case state(SyncState)
        /// Its parent is synchronized with values other than the ones asked for.
        case parentOtherwise(AccountCode)
        /// It is named as its own parent.
        case ownParent
        /// An obstacle as a plan's file words it.
        case words(String, cure: String?)
    }
}

extension Plan.Obstacle {
    /// Whether the obstacle is in the value of a field.
    package func concerns(_ field: Plan.Field) -> Bool {
        switch self {
        case .finding(let finding): finding.subject == .field(field.id)
        case .setting(.readOnly(let label)), .setting(.notAChoice(_, let label, _)), .setting(.file(let label)),
            .setting(.ambiguousChoice(_, let label, _)):
            label == field.label
        case .setting(.unknownField), .sentOtherwise, .state, .parentOtherwise, .ownParent, .words: false
        }
    }
}
