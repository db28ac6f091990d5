package import Accounts

/// The operator's decision to link an id that the vendor has already.
package struct Adoption: Hashable, Sendable {
    /// The link as the operator saw it, with the values as they were entered; if it has changed since, nothing is
    /// written.
    package var seen: Link
    package var externalID: ExternalID
    /// Whether the exists call did not confirm the id.
    package var isUnconfirmed: Bool

    package init(seen: Link, externalID: ExternalID, isUnconfirmed: Bool = false) {
        self.seen = seen
        self.externalID = externalID
        self.isUnconfirmed = isUnconfirmed
    }
}
