package import Accounts

/// What would be sent for some accounts on a system, each with its reason; a run applies exactly this.
package struct Plan: Hashable, Sendable {
    package let workspace: WorkspaceID
    package let system: SystemName
    /// A fingerprint of the fields that the vendor asked for.
    package let definitions: String
    /// The accounts, parents before their children.
    package let items: [Item]

    package init(workspace: WorkspaceID, system: SystemName, definitions: String, items: [Item]) {
        self.workspace = workspace
        self.system = system
        self.definitions = definitions
        self.items = items
    }

    /// How many items have each kind of verdict.
    package var counts: [Verdict.Kind: Int] {
        items.reduce(into: [:]) { $0[$1.verdict.kind, default: 0] += 1 }
    }
}

extension Plan {
    /// One account of a plan.
    package struct Item: Hashable, Sendable, Identifiable {
        package var id: AccountID
        package var code: AccountCode
        /// Its name.
        package var name: String
        /// What the BSS says of it (`Account.traits`), so that a later change is seen.
        package var traits: [String: String]
        /// The code of the parent in the request.
        package var parent: AccountCode?
        /// The fields of the form with the values that will be sent.
        package var fields: [Field]
        /// What is worth a look, and does not keep it from being sent.
        package var warnings: [Obstacle]
        /// Whether it is adopted if it is at the vendor already.
        package var adopts: Bool
        /// Whether it is sent although its reseller's Storefront manages it.
        package var allowsStorefront: Bool
        /// What a run would do.
        package var verdict: Verdict

        package init(
            id: AccountID,
            code: AccountCode,
            name: String,
            traits: [String: String],
            parent: AccountCode?,
            fields: [Field],
            warnings: [Obstacle] = [],
            adopts: Bool,
            allowsStorefront: Bool,
            verdict: Verdict
        ) {
            self.id = id
            self.code = code
            self.name = name
            self.traits = traits
            self.parent = parent
            self.fields = fields
            self.warnings = warnings
            self.adopts = adopts
            self.allowsStorefront = allowsStorefront
            self.verdict = verdict
        }

        /// The values that will be sent, by option id.
        package var values: [FieldID: String] {
            fields.reduce(into: [:]) { if !$1.value.isEmpty { $0[$1.id] = $1.value } }
        }
    }

    /// A value of an item, and where it comes from.
    package struct Field: Hashable, Sendable {
        /// The vendor's id of the field.
        package var id: FieldID
        package var label: String
        /// What travels.
        package var value: String
        /// The value as a person reads it: the name of a choice in place of its id.
        package var shown: String
        /// Where the value comes from; empty where there is nothing to say.
        package var provenance: Provenance

        package init(id: FieldID, label: String, value: String, shown: String? = nil, provenance: Provenance) {
            self.id = id
            self.label = label
            self.value = value
            self.shown = shown ?? value
            self.provenance = provenance
        }
    }

    /// What a run would do with an account.
    package enum Verdict: Hashable, Sendable {
        /// It is sent.
        case ready
        /// It is sent once its parent, which the plan holds too, is synchronized.
        case waits(for: AccountCode)
        /// There is nothing to do.
        case synchronized(as: ExternalID?)
        /// An earlier attempt is in doubt: exists is asked once.
        case inDoubt
        /// It is not sent; why.
        case blocked([Obstacle])

        /// A verdict without its details.
        package enum Kind: String, Hashable, Sendable, CaseIterable, Codable {
            /// It is sent.
            case ready
            case waits = "waits for its parent"
            /// There is nothing to do.
            case synchronized = "already synchronized"
            /// Exists is asked once.
            case inDoubt = "in doubt"
            /// It is not sent.
            case blocked
        }

        /// The verdict without its details.
        package var kind: Kind {
            switch self {
            case .ready: .ready
            case .waits: .waits
            case .synchronized: .synchronized
            case .inDoubt: .inDoubt
            case .blocked: .blocked
            }
        }
    }
}
