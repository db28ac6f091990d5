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

    @Test func `choices of one name are told apart by their ids, and a name that means both is refused`() throws {
        let city = FieldDefinition(
            id: "city",
            name: "City",
            kind: .list,
            choices: [
                .init(id: "10", name: "Berlin"), .init(id: "11", name: "Berlin"), .init(id: "12", name: "Bern"),
            ]
        )
        var form = SyncForm(Samples.situation(Samples.direct, fields: Samples.fields + [city]))
        let both = ["Berlin (10)", "Berlin (11)"]
        #expect(throws: SyncForm.SettingProblem.ambiguousChoice("berlin", label: "City", choices: both)) {
            try form.set("city", to: "berlin")
        }
        let all = both + ["Bern"]
        #expect(throws: SyncForm.SettingProblem.notAChoice("Rome", label: "City", choices: all)) {
            try form.set("city", to: "Rome")
        }
        for (text, id) in [("11", "11"), ("Berlin (10)", "10"), ("bern", "12")] {
            try form.set("city", to: text)
            #expect(form.fields.last?.value == id, "\(text)")
        }
        #expect(city.shown("10") == "Berlin (10)" && city.shown("12") == "Bern")
    }

    @Test func `a role is filled in only if one choice has its name`() {
        let role = FieldDefinition(
            id: "role",
            name: "Role",
            kind: .list,
            choices: [.init(id: "1", name: "User"), .init(id: "2", name: "User"), .init(id: "3", name: "Reseller")]
        )
        let form = SyncForm(Samples.situation(Samples.direct, fields: [role]))
        #expect(form.fields[0].value.isEmpty)
    }
}
