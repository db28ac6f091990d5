package import Accounts

/// The operator's decision to link an id that the vendor has already.
package struct Adoption: Hashable, Sendable {
    /// The link as the operator saw it; if it has changed since, nothing is written.
    package var seen: Link
    package var externalID: ExternalID
    /// Whether the exists call did not confirm the id.
    package var isUnconfirmed: Bool
    /// The values as they were entered; nobody has confirmed them.
    package var options: [FieldID: String]
    /// The parent as it was entered.
    package var parent: AccountID?

    package init(
        seen: Link,
        externalID: ExternalID,
        isUnconfirmed: Bool = false,
        options: [FieldID: String],
        parent: AccountID?
    ) {
        self.seen = seen
        self.externalID = externalID
        self.isUnconfirmed = isUnconfirmed
        self.options = options
        self.parent = parent
    }
}
