package import Accounts

/// A link that the operator decides to set: by adopting an id.
package struct Adoption: Hashable, Sendable {
    /// The link as the operator saw it; if it is another now, nothing is written.
    package var seen: Link
    /// The id at the vendor.
    package var externalID: ExternalID
    /// Whether exists did not confirm the id.
    package var isUnconfirmed: Bool
    /// The values as they were entered; not confirmed by anyone.
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
