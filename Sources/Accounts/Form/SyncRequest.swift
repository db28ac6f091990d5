/// What is asked of the vendor: the account with its parent and the values of the form (protocol.md, accounts/synchronize).
public struct SyncRequest: Hashable, Sendable {
    /// The parent at the time of asking.
    public struct Parent: Hashable, Sendable {
        /// The platform's id of the parent; travels as `ResellerID`.
        public var id: AccountID
        /// The vendor's id of the parent; travels as `ResellerExternalID`.
        public var externalID: ExternalID

        /// Makes a parent.
        public init(id: AccountID, externalID: ExternalID) {
            self.id = id
            self.externalID = externalID
        }
    }

    /// The account as it travels.
    public var account: Account
    /// The country with its name, if the account's is one.
    public var country: Country?
    /// The vendor's id from an earlier synchronization; empty at first.
    public var externalID: ExternalID
    /// The parent at the vendor, for an end customer.
    public var parent: Parent?
    /// The values by option id.
    public var options: [FieldID: String]
    /// The option ids whose values are secrets: sent, never stored.
    public var maskedOptions: Set<FieldID>

    /// Makes a request.
    public init(
        account: Account,
        externalID: ExternalID = "",
        parent: Parent? = nil,
        options: [FieldID: String],
        maskedOptions: Set<FieldID> = []
    ) {
        self.account = account
        self.country = Country(code: account.country)
        self.externalID = externalID
        self.parent = parent
        self.options = options
        self.maskedOptions = maskedOptions
    }

    /// The values that may be kept.
    public var storableOptions: [FieldID: String] { options.filter { !maskedOptions.contains($0.key) } }
}

extension SyncForm {
    /// The request that the form stands for; whether it may be sent is the preflight's question.
    public var request: SyncRequest {
        var options: [FieldID: String] = [:]
        for field in fields where !field.value.isEmpty { options[field.id] = field.value }
        return SyncRequest(
            account: account,
            parent: parent.chosen.flatMap { relative in
                relative.link?.externalID.map { .init(id: relative.account.id, externalID: $0) }
            },
            options: options,
            maskedOptions: Set(fields.filter { $0.definition.kind == .mask }.map(\.id))
        )
    }
}
