package import Accounts

extension ParentField {
    /// The field's name, as the platform's own portal has it.
    package static let label = "Parent Account"
}
