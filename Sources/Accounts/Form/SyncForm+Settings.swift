/// Values given by name, as in `--set FIELD=VALUE` and in the columns of a file.
extension SyncForm {
    /// Why a value given by name cannot be put into the form.
    package enum SettingProblem: Error, Hashable, Sendable {
        /// No field has that id or label; `known` lists those that exist.
        case unknownField(String, known: [String])
        /// The vendor does not allow changes to it.
        case readOnly(label: String)
        case notAChoice(String, label: String, choices: [String])
        /// Several choices have that name; `choices` are those, with their ids.
        case ambiguousChoice(String, label: String, choices: [String])
        /// A file cannot be entered here.
        case file(label: String)
    }

    /// Sets the field that a text names by id or label, ignoring case, spaces, hyphens and underscores; a list accepts
    /// the id of a choice or its name.
    package mutating func set(_ name: String, to value: String) throws(SettingProblem) {
        guard let definition = situation.definitions.field(named: name) else {
            throw .unknownField(name, known: fields.map(\.label) + ["parent"])
        }
        guard !definition.isReadOnly else { throw .readOnly(label: definition.label) }
        enter(try definition.wireValue(value), in: definition.id)
    }
}

extension FieldDefinition {
    fileprivate func wireValue(_ value: String) throws(SyncForm.SettingProblem) -> String {
        switch kind {
        case .list where !value.isEmpty: return try choiceID(value)
        case .multiSelect:
            var ids: [String] = []
            for name in value.split(separator: ",") { ids.append(try choiceID(name.trimmed)) }
            return ids.joined(separator: ",")
        case .boolean:
            guard
                let truth = ["true": true, "yes": true, "1": true, "false": false, "no": false, "0": false][
                    value.squashed
                ]
            else { throw .notAChoice(value, label: label, choices: ["true", "false"]) }
            return truth ? "true" : "false"
        case .file: throw .file(label: label)
        default: return value
        }
    }

    private func choiceID(_ name: String) throws(SyncForm.SettingProblem) -> String {
        if let choice = choice(named: name) { return choice.id }
        let meant = choices(named: name)
        guard meant.isEmpty else {
            throw .ambiguousChoice(name, label: label, choices: meant.map(\.nameAndID))
        }
        throw .notAChoice(name, label: label, choices: choices.map { self.name(of: $0) })
    }
}
