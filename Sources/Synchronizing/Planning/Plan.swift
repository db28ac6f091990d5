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

    /// How many items a run would send, or ask about.
    package var sendableCount: Int {
        let counts = counts
        return (counts[.ready] ?? 0) + (counts[.waits] ?? 0) + (counts[.inDoubt] ?? 0)
    }
}

extension Plan {
    /// One account of a plan.
    package struct Item: Hashable, Sendable, Identifiable {
        package var id: AccountID
        package var code: AccountCode
        package var name: String
        /// What the BSS says about the account (`Account.traits`), so that a later change is noticed.
        package var traits: [String: String]
        /// The code of the parent in the request.
        package var parent: AccountCode?
        /// The fields of the form, with the values that will be sent.
        package var fields: [Field]
        /// What is worth a look, but does not prevent sending.
        package var warnings: [Obstacle]
        /// Whether the account is adopted if the vendor has it already.
        package var adopts: Bool
        /// Whether the account is sent even if its reseller's Storefront manages it.
        package var allowsStorefront: Bool
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

        /// The values that will be sent, by field id.
        package var values: [FieldID: String] {
            fields.reduce(into: [:]) { if !$1.value.isEmpty { $0[$1.id] = $1.value } }
        }
    }

    /// A value of an item, and where it comes from.
    package struct Field: Hashable, Sendable {
        package var id: FieldID
        package var label: String
        /// The value as it is sent.
        package var value: String
        /// The value as a person reads it: a choice by its name, not by its id.
        package var shown: String
        /// Where the value comes from; empty if there is nothing to say.
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
        case ready
        /// It is sent once its parent, which is also in the plan, is synchronized.
        case waits(for: AccountCode)
        /// There is nothing to do.
        case synchronized(as: ExternalID?)
        /// An earlier attempt is in doubt: one exists call is made.
        case inDoubt
        /// It is not sent; the reasons.
        case blocked([Obstacle])

        /// A verdict without its details.
        package enum Kind: String, Hashable, Sendable, CaseIterable, Codable {
            case ready
            case waits = "waits for its parent"
            /// There is nothing to do.
            case synchronized = "already synchronized"
            case inDoubt = "in doubt"
            case blocked
        }

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
