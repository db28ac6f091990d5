import Accounts
import Foundation
import Synchronizing
import Telling

/// An account as JSON.
struct AccountJSON: Encodable {
    struct Parent: Encodable {
        var code: String
        var name: String?
        var externalId: String?

        init(_ relative: AccountOnSystem) {
            code = relative.account.code.rawValue
            name = relative.account.name
            externalId = relative.link?.externalID?.rawValue
        }

        init?(_ code: AccountCode?) {
            guard let code else { return nil }
            self.code = code.rawValue
        }
    }

    struct Contact: Encodable {
        var firstName, lastName: String
    }

    struct Address: Encodable {
        var address1, address2, city, postCode, state: String
    }

    /// A member that is always there, as a cell of CSV is: null says that there is none.
    enum Stated<Value: Encodable>: Encodable {
        case none
        case some(Value)

        init(_ value: Value?) { self = value.map(Self.some) ?? .none }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .none: try container.encodeNil()
            case .some(let value): try container.encode(value)
            }
        }
    }

    var id, code, name, type: String
    var parent: Stated<Parent>
    var email, country, phone, website: String
    var contact: Contact
    var address: Address
    var storefront: Bool
    var created, updated: Date
    var status: [String: LinkJSON]

    init(_ row: AccountRow, parent: AccountOnSystem? = nil, systems: [ProvisioningSystem] = []) {
        let account = row.account
        id = account.id.rawValue
        code = account.code.rawValue
        name = account.name
        type = account.kind.rawValue
        self.parent = Stated(parent.map(Parent.init) ?? Parent(row.parentCode))
        email = account.email
        country = account.country
        phone = account.phone
        website = account.website
        contact = .init(firstName: account.contact.firstName, lastName: account.contact.lastName)
        address = .init(
            address1: account.address.line1,
            address2: account.address.line2,
            city: account.address.city,
            postCode: account.address.postCode,
            state: account.address.state
        )
        storefront = account.isStorefrontManaged
        created = account.created
        updated = account.updated
        status = [:]
        for system in systems { status[system.name.rawValue] = LinkJSON(state: row.state(on: system.name)) }
        for (system, link) in row.links { status[system.rawValue] = LinkJSON(link) }
    }
}

/// What is known of an account on a system, as JSON.
struct LinkJSON: Encodable {
    var state: String
    var externalId: String?
    var origin: String?
    var unconfirmed: Bool?
    var verified: Bool?
    var options: [String: String]?
    var attempt: String?
    var detail: String?
    var changed: Date?
    var by: String?

    init(state: SyncState) { self.state = state.rawValue }

    init(_ link: Link) {
        state = link.state.rawValue
        externalId = link.externalID?.rawValue
        origin = link.origin?.rawValue
        unconfirmed = link.isUnconfirmed
        // Nothing proves the values yet.
        verified = false
        options = Dictionary(uniqueKeysWithValues: link.options.map { ($0.key.rawValue, $0.value) })
        attempt = link.attempt?.rawValue
        detail = link.detail.isEmpty ? nil : link.detail
        changed = link.changed
        by = link.by
    }
}

/// Something that the preflight found, as JSON.
struct FindingJSON: Encodable {
    var severity, field, message: String
    var cure: String?

    init(_ finding: Finding) {
        severity = finding.severity.rawValue
        field = finding.label
        message = finding.message
        cure = finding.commandCure
    }
}

/// A form as JSON.
struct FormJSON: Encodable {
    struct Field: Encodable {
        var id, label, kind, value, provenance: String
        var required, readOnly: Bool
        var choices: [Choice]?
        var problems: [FindingJSON]
    }
    struct Choice: Encodable {
        var id, name: String
    }
    struct ParentField: Encodable {
        var code, name, externalId: String?
        var provenance: String
        var problems: [FindingJSON]
    }

    var account: String
    var system: String
    var state: String
    var editable: Bool
    var parent: ParentField
    var fields: [Field]
    var findings: [FindingJSON]
    var notice: String?

    init(_ form: SyncForm, _ findings: [Finding]) {
        func problems(_ subject: Finding.Subject) -> [FindingJSON] {
            findings.filter { $0.subject == subject && $0.severity != .passes }.map(FindingJSON.init)
        }
        account = form.account.code.rawValue
        system = form.situation.system.name.rawValue
        state = form.situation.link?.state.rawValue ?? SyncState.notSynchronized.rawValue
        editable = form.mode == .editable
        parent = ParentField(
            code: form.parent.chosen?.account.code.rawValue,
            name: form.parent.chosen?.account.name,
            externalId: form.parent.chosen?.link?.externalID?.rawValue,
            provenance: form.parent.provenance.phrase,
            problems: problems(.parent)
        )
        fields = form.fields.map { field in
            Field(
                id: field.id.rawValue,
                label: field.label,
                kind: field.definition.kind.rawValue,
                value: field.definition.kind == .mask ? "" : field.value,
                provenance: field.provenance.phrase,
                required: field.definition.isRequired,
                readOnly: field.definition.isReadOnly,
                choices: field.definition.choices.isEmpty
                    ? nil : field.definition.choices.map { Choice(id: $0.id, name: $0.name) },
                problems: problems(.field(field.id))
            )
        }
        self.findings = findings.map(FindingJSON.init)
        notice = form.situation.system.notice
    }
}
