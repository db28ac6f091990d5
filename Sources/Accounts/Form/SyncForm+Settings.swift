/// Values given by name, as in `--set FIELD=VALUE` and in the columns of a file.
extension SyncForm {
    /// Why a value given by name cannot be put into the form.
    package enum SettingProblem: Error, Hashable, Sendable {
        /// No field has that id or label; `known` lists those that exist.
        case unknownField(String, known: [String])
        /// The vendor does not allow changes to it.
        case readOnly(label: String)
        /// The value is not one of the choices.
        case notAChoice(String, label: String, choices: [String])
        /// A file cannot be entered here.
        case file(label: String)
    }

    /// Sets the field that a text names by id or label, ignoring case, spaces, hyphens and underscores; a list accepts
    /// the id of a choice or its name.
    package mutating func set(_ name: String, to value: String) throws(SettingProblem) {
        guard let definition = situation.definitions.field(named: name) else {
            throw .unknownField(name, known: fields.map(\.label) + ["parent"])
        }
        let label = definition.name.isEmpty ? definition.id.rawValue : definition.name
        guard !definition.isReadOnly else { throw .readOnly(label: label) }
        enter(try Self.wireValue(value, of: definition, label: label), in: definition.id)
    }

    private static func wireValue(
        _ value: String,
        of definition: FieldDefinition,
        label: String
    ) throws(SettingProblem) -> String {
        switch definition.kind {
        case .list where !value.isEmpty:
            return try choice(value, of: definition, label: label)
        case .multiSelect:
            var ids: [String] = []
            for name in value.split(separator: ",") {
                ids.append(try choice(name.trimmed, of: definition, label: label))
            }
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

    private static func choice(
        _ name: String,
        of definition: FieldDefinition,
        label: String
    ) throws(SettingProblem) -> String {
        guard let choice = definition.choice(named: name) else {
            throw .notAChoice(name, label: label, choices: definition.choices.map(\.name))
        }
        return choice.id
    }
}
