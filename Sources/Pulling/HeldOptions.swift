package import Accounts
package import StrictJSON

/// The sync options that the BSS itself holds for an account.
package enum HeldOptions: Sendable {
    /// The BSS tells of none.
    case untold
    case options([HeldOption])
    case unreadable(BSSProblem)
}

/// One of them, by the name and with the value that the BSS gives.
package struct HeldOption: Hashable, Sendable {
    package var name: String
    /// Empty if the BSS tells no value.
    package var value: String
    /// What was sent of it, if a field of the form has the name.
    package var sent: String?

    package init(_ name: String, _ value: String) { (self.name, self.value) = (name, value) }

    /// Whether both sides are known, and say different things.
    package var differs: Bool { !value.isEmpty && sent.map { $0.folded != value.folded } ?? false }
}

extension HeldOptions {
    /// Reads any object or list: the shape of the answer is not public (docs/sandbox.md, "The BSS").
    package init(_ json: JSON?) {
        var found: [HeldOption] = []
        Self.collect(json ?? .null, name: nil, &found)
        self = found.isEmpty ? .untold : .options(found)
    }

    /// The most that are kept of an answer that may have any shape.
    private static let most = 100

    private static func collect(_ json: JSON, name: String?, _ found: inout [HeldOption]) {
        guard found.count < most else { return }
        if let elements = json.elements {
            for element in elements { collect(element, name: name, &found) }
        } else if let members = json.members {
            let named = names.lazy.compactMap { json[$0]?.text }.first
            if let named, let value = values.lazy.compactMap({ json[$0] }).first {
                found.append(HeldOption(named, value.words))
                return
            }
            // A name with nothing beside it but what has no value.
            if let named, members.allSatisfy({ isName($0.name) || $0.value == .null }) {
                found.append(HeldOption(named, ""))
                return
            }
            for member in members { collect(member.value, name: member.name, &found) }
        } else if let name {
            found.append(HeldOption(name, json.words))
        }
    }

    private static func isName(_ member: String) -> Bool { names.contains(member.lowercased()) }

    private static let names = ["name", "label", "key", "id", "code"]
    private static let values = ["value", "selectedValue", "values"]

    /// Stands for a value that nobody is to read.
    private static let masked = "…"

    /// The same with what was sent, where a field has the name.
    package func compared(with link: Link, by definitions: SyncOptionDefinitions?) -> HeldOptions {
        guard case .options(let options) = self, let definitions else { return self }
        return .options(
            options.map { option in
                let field = definitions.fields.first { field in
                    [field.label, field.id.rawValue].contains { $0.squashed == option.name.squashed }
                }
                if field?.kind == .mask { return HeldOption(option.name, option.value.isEmpty ? "" : Self.masked) }
                guard let field, let value = link.options[field.id] else { return option }
                var compared = option
                // The BSS may name a choice by its id or by its name.
                compared.sent = option.value == value ? value : field.shown(value)
                return compared
            }
        )
    }
}

extension JSON {
    fileprivate var words: String {
        switch self {
        case .string, .number: text ?? ""
        case .boolean(let truth): "\(truth)"
        case .array: (elements ?? []).map(\.words).joined(separator: ", ")
        case .object, .null: ""
        }
    }
}
