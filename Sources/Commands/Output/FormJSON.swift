import Accounts
import Synchronizing
import Telling

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
    struct Parent: Encodable {
        var id, code, name, externalId: String?
        var provenance: String
        var problems: [FindingJSON]
    }

    var account: ToldAccount
    var system: String
    var state: String
    var editable: Bool
    var parent: Parent
    var fields: [Field]
    var findings: [FindingJSON]
    var notice: String?

    init(_ form: SyncForm, _ findings: [Finding]) {
        func problems(_ subject: Finding.Subject) -> [FindingJSON] {
            findings.filter { $0.subject == subject && $0.severity != .passes }.map(FindingJSON.init)
        }
        account = ToldAccount(form.account)
        system = form.situation.system.name.rawValue
        state = form.situation.link?.state.rawValue ?? SyncState.notSynchronized.rawValue
        editable = form.mode == .editable
        parent = Parent(
            id: form.parent.chosen?.account.id.rawValue,
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
