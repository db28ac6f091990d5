/// A request to the vendor: the account, its parent and the values of the form (docs/protocol.md, section 4).
package struct SyncRequest: Hashable, Sendable {
    /// The parent as it was when the request was made.
    package struct Parent: Hashable, Sendable {
        /// The platform's id of the parent; sent as `ResellerID`.
        package var id: AccountID
        /// The vendor's id of the parent; sent as `ResellerExternalID`.
        package var externalID: ExternalID

        package init(id: AccountID, externalID: ExternalID) {
            self.id = id
            self.externalID = externalID
        }
    }

    package var account: Account
    /// The email that the vendor would use, folded.
    package var email: String
    /// The country with its name, if the account's country is valid.
    package var country: Country?
    /// The vendor's id from an earlier synchronization; empty the first time.
    package var externalID: ExternalID
    /// The parent at the vendor, for an end customer.
    package var parent: Parent?
    /// The values by option id.
    package var options: [FieldID: String]
    /// The option ids whose values are secret: sent, never stored.
    package var maskedOptions: Set<FieldID>

    package init(
        account: Account,
        email: String? = nil,
        externalID: ExternalID = "",
        parent: Parent? = nil,
        options: [FieldID: String],
        maskedOptions: Set<FieldID> = []
    ) {
        self.account = account
        self.email = EmailAddress.fold(email ?? account.email)
        self.country = Country(code: account.country)
        self.externalID = externalID
        self.parent = parent
        self.options = options
        self.maskedOptions = maskedOptions
    }

    /// The values that may be stored.
    package var storableOptions: [FieldID: String] { options.filter { !maskedOptions.contains($0.key) } }
}

extension SyncForm {
    /// The request made from the form; whether it may be sent is for the preflight to decide.
    package var request: SyncRequest {
        var options: [FieldID: String] = [:]
        for field in fields where !field.value.isEmpty { options[field.id] = field.value }
        return SyncRequest(
            account: account,
            email: email,
            parent: parent.chosen.flatMap { relative in
                relative.link?.externalID.map { .init(id: relative.account.id, externalID: $0) }
            },
            options: options,
            maskedOptions: Set(fields.filter { $0.definition.kind == .mask }.map(\.id))
        )
    }
}
