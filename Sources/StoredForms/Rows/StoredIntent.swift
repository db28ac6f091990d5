package import Accounts
package import Synchronizing

/// An intent as it is stored; it contains nothing secret.
package struct StoredIntent: Codable {
    var claim: Intent.Claim
    var account, system, definitions, generation: Int
    var parent: AccountID?
    var parentExternalID: ExternalID?
    var email: String
    var options: [FieldID: String]
    /// Absent in intents of earlier versions.
    var traits: [String: String]?
    var begun: Moment
    var deadline: Moment
    var by: String
    var owner: String

    package init(_ intent: Intent, owner: String) {
        claim = intent.claim
        account = intent.basis.account
        system = intent.basis.system
        definitions = intent.basis.definitions
        generation = intent.basis.generation
        parent = intent.parent?.id
        parentExternalID = intent.parent?.externalID
        email = intent.email
        options = intent.options
        traits = intent.traits
        begun = intent.begun
        deadline = intent.deadline
        by = intent.by
        self.owner = owner
    }

    package func intent(attempt: AttemptID, account id: AccountID, system name: SystemName) -> Intent {
        Intent(
            attempt: attempt,
            account: id,
            system: name,
            claim: claim,
            basis: .init(account: account, system: system, definitions: definitions, generation: generation),
            parent: parent.flatMap { parent in
                parentExternalID.map { .init(id: parent, externalID: $0) }
            },
            email: email,
            options: options,
            traits: traits,
            begun: begun,
            deadline: deadline,
            by: by
        )
    }
}

extension Intent {
    package init(row: StoredRow) throws {
        let stored: StoredIntent = try row.json("intent")
        guard stored.begun.isStorable, stored.deadline.isStorable else { throw row.damage("intent") }
        self = stored.intent(
            attempt: try row.word("attempt"),
            account: try row.word("account"),
            system: try row.word("system")
        )
    }
}
