package import Accounts

/// One account on one system, seen from three sides: the BSS as this workspace knows it, what was sent, the vendor.
package struct AccountViews: Sendable {
    /// One property from all sides; nil where it is not known.
    package struct Line: Hashable, Sendable {
        package var field: DriftField
        package var book: String?
        package var sent: String?
        package var vendor: String?
        /// Whether two sides contradict each other.
        package var differs = false
        /// Whether the difference means something at the vendor.
        package var matters = false
        /// Whether something else than the book has was entered when it was sent, which is no difference.
        package var isEntered = false
    }

    package var linked: LinkedAccount
    package var lines: [Line]
    /// What the vendor says now; nil if it was not asked.
    package var vendor: VendorView?
    /// Where the sides have drifted apart.
    package var drifts: [Drift]
}

/// What a vendor says about an account when it is asked.
package struct VendorView: Sendable {
    package var exists: ExistsVerdict
    /// The account in its list of customers, if it has such a list.
    package var customer: VendorCustomer?
    /// Why the list could not be read.
    package var listProblem: Reason?

    package init(exists: ExistsVerdict, customer: VendorCustomer? = nil) {
        (self.exists, self.customer) = (exists, customer)
    }
}

extension LinkedAccount {
    /// The account as the BSS has it now, as far as this workspace knows.
    func book(_ definitions: SyncOptionDefinitions?) -> [DriftField: String] {
        var view: [DriftField: String] = [
            .name: account.name, .email: account.email, .country: account.country, .code: account.code.rawValue,
            .phone: account.phone, .website: account.website,
            .contact: "\(account.contact.firstName) \(account.contact.lastName)".trimmed,
            .address: Self.address { account[$0] },
            .parent: (refusedParent.map(\.code) ?? parent?.account.code)?.rawValue ?? "",
        ]
        guard let parent else { return view }
        view[.parentID] = parent.link?.state == .synchronized ? parent.link?.externalID?.rawValue ?? "" : ""
        view[.resellerID] = definitions.flatMap { parent.link?.option(.resellerID, by: $0) }
        return view
    }

    /// What was sent; nothing but the parent is known of an account that was found at the vendor.
    func sent(_ definitions: SyncOptionDefinitions?) -> [DriftField: String] {
        var view: [DriftField: String] = [:]
        // Where another parent is refused, it still stands under the one that the vendor knows.
        if refusedParent != nil { view[.parent] = parent?.account.code.rawValue ?? "" }
        if intent != nil || link.parent != nil { view[.parent] = sentParent?.account.code.rawValue ?? "" }
        guard let intent else { return view }
        view[.email] = intent.email
        view[.parentID] = intent.parent?.externalID.rawValue
        view[.resellerID] = definitions.flatMap { $0.value(of: .resellerID, in: intent.options) }
        guard let traits = intent.traits else { return view }
        func text(_ column: Account.Column) -> String { traits[column.rawValue] ?? "" }
        view[.name] = text(.name)
        view[.country] = text(.country)
        view[.code] = text(.code)
        view[.phone] = text(.phone)
        view[.website] = text(.website)
        view[.contact] = "\(text(.contactFirstName)) \(text(.contactLastName))".trimmed
        view[.address] = Self.address(text)
        return view
    }

    /// The email that the account itself had when it was sent; the form may have had another one.
    var ownEmailSent: String? { intent?.traits.map { $0[Account.Column.email.rawValue] ?? "" } }

    /// Whether its parent is linked as it was then: what differs from the parent's values was entered on purpose.
    var isParentAsSent: Bool {
        guard let intent, let link = parent?.link else { return false }
        return link.changed <= intent.begun.wall
    }

    private static func address(_ text: (Account.Column) -> String) -> String {
        let town = "\(text(.postCode)) \(text(.city))".trimmed
        return [text(.address1), text(.address2), town, text(.state)].filter { !$0.isEmpty }.joined(separator: ", ")
    }
}
