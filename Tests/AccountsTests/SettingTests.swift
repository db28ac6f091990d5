import Accounts
import Samples
import Testing

@Suite struct SettingTests {
    private var form: SyncForm { SyncForm(Samples.situation(Samples.direct)) }

    @Test(arguments: ["role", "Role", "ROLE", " ro-le_"], ["2", "Reseller", "reseller", "RESELLER"])
    func `a field is named by id or label, a choice by its id or name`(name: String, value: String) throws {
        var form = form
        try form.set(name, to: value)
        #expect(form.fields[0].value == "2")
        #expect(form.fields[0].provenance == .entered)
    }

    @Test func `what cannot be set says what can`() {
        var form = SyncForm(
            Samples.situation(
                Samples.direct,
                fields: Samples.fields + [
                    FieldDefinition(id: "fixed", name: "Fixed", isReadOnly: true),
                    FieldDefinition(id: "doc", name: "Document", kind: .file),
                    FieldDefinition(id: "ok", name: "Agree", kind: .boolean),
                ]
            )
        )
        #expect(
            throws: SyncForm.SettingProblem.unknownField(
                "colour",
                known: ["Role", "Email", "Reseller ID", "Fixed", "Document", "Agree", "parent"]
            )
        ) {
            try form.set("colour", to: "red")
        }
        #expect(throws: SyncForm.SettingProblem.notAChoice("Boss", label: "Role", choices: ["User", "Reseller"])) {
            try form.set("role", to: "Boss")
        }
        #expect(throws: SyncForm.SettingProblem.readOnly(label: "Fixed")) { try form.set("fixed", to: "x") }
        #expect(throws: SyncForm.SettingProblem.file(label: "Document")) { try form.set("doc", to: "x") }
        #expect(throws: SyncForm.SettingProblem.notAChoice("maybe", label: "Agree", choices: ["true", "false"])) {
            try form.set("ok", to: "maybe")
        }
    }
}
