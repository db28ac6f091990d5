package import Accounts

/// Something about an account that is no longer as it was sent, or that only one side knows.
///
/// Nothing is ever sent because of it: the protocol has no documented way to change an account at a vendor.
package struct Drift: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case changed = "changed after it was sent"
        case parent = "another parent now"
        case gone = "gone from the BSS"
        /// In the vendor's list, and linked to no account here.
        case unknown = "unknown here"
        case twice = "one id twice"
        /// Synchronized here, but the vendor's list does not have it, or the exists call says that it is not there.
        case missing = "not at the vendor"
        /// The exists call returned an id other than the linked one.
        case otherID = "another id at the vendor"
    }

    package var kind: Kind
    package var system: SystemName
    /// Nil for what is unknown here.
    package var account: Account?
    package var link: Link?
    /// The properties that differ.
    package var lines: [AccountViews.Line] = []
    /// The other accounts that are linked to the same id.
    package var sharing: [AccountOnSystem] = []
    /// What the vendor's list says.
    package var customer: VendorCustomer?
    /// The id that the exists call returned.
    package var foundID: ExternalID?
    /// Whether the exists call was made, rather than the vendor's list read.
    package var isByExists = false

    package init(_ kind: Kind, on system: SystemName) { (self.kind, self.system) = (kind, system) }

    init(
        _ kind: Kind,
        of linked: LinkedAccount,
        lines: [AccountViews.Line] = [],
        sharing: [AccountOnSystem] = []
    ) {
        self.init(kind, on: linked.link.system)
        (account, link) = (linked.account, linked.link)
        (self.lines, self.sharing) = (lines, sharing)
    }

    /// Whether it means something at the vendor.
    package var matters: Bool { kind != .changed || lines.contains(where: \.matters) }

    package var externalID: ExternalID? { link?.externalID ?? customer?.id }
}
