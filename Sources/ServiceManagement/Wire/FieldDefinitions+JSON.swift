import Accounts
import StrictJSON

extension [FieldDefinition] {
    /// Reads the answer of syncoptions; nil if it has no fields, for example because a result object is there instead.
    static func read(_ json: JSON) throws(Unreadable) -> [FieldDefinition]? {
        guard let elements = json["Fields"]?.elements else { return nil }
        var ordered: [(order: Int, field: FieldDefinition)] = []
        var ids: Set<FieldID> = []
        for element in elements {
            let field = try FieldDefinition(element)
            guard ids.insert(field.id).inserted else { throw .fieldTwice(field.id) }
            ordered.append((element["Definition"]?["SortOrder"]?.integer ?? 0, field))
        }
        return ordered.enumerated().sorted { ($0.element.order, $0.offset) < ($1.element.order, $1.offset) }
            .map(\.element.field)
    }
}

extension FieldDefinition {
    fileprivate init(_ json: JSON) throws(Unreadable) {
        let definition = json["Definition"] ?? json
        guard let id = json["ID"]?.text ?? definition["ID"]?.text, !id.trimmed.isEmpty else {
            throw .fieldWithoutID
        }
        self.init(
            id: FieldID(id),
            name: definition["Name"]?.text ?? "",
            explanation: definition["Description"]?.text ?? "",
            kind: Kind(wire: definition["Kind"]) ?? .unknown,
            dataType: DataType(wire: definition["DataType"]) ?? .unknown,
            isRequired: definition["IsRequired"]?.truth ?? false,
            isReadOnly: definition["IsReadOnly"]?.truth ?? false,
            choices: definition["PredefinedValues"].map(Choice.read) ?? []
        )
    }
}

extension FieldDefinition.Choice {
    /// Reads a list, a map of ids to names, or null.
    fileprivate static func read(_ json: JSON) -> [FieldDefinition.Choice] {
        if let members = json.members {
            return members.sorted { $0.name < $1.name }.map { .init(id: $0.name, name: $0.value.text ?? $0.name) }
        }
        let choices = (json.elements ?? [])
            .compactMap { element -> (Int, FieldDefinition.Choice)? in
                guard let id = element["ID"]?.text ?? element.text else { return nil }
                return (
                    element["SortOrder"]?.integer ?? 0,
                    .init(id: id, name: element["Name"]?.text ?? id, isDefault: element["IsDefault"]?.truth ?? false)
                )
            }
        return choices.enumerated().sorted { ($0.element.0, $0.offset) < ($1.element.0, $1.offset) }.map(\.element.1)
    }
}

/// Enumerations arrive as names, in any case, or as numbers in the order of the SDK.
extension CaseIterable where Self: RawRepresentable<String> {
    fileprivate init?(wire json: JSON?) {
        switch json {
        case .number:
            let all = Array(Self.allCases)
            guard let number = json?.integer, all.indices.contains(number) else { return nil }
            self = all[number]
        case .string(let name):
            guard let match = Self.allCases.first(where: { $0.rawValue.lowercased() == name.lowercased() }) else {
                return nil
            }
            self = match
        default: return nil
        }
    }
}
