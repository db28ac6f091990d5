package import Accounts

extension Link {
    /// The fields that the vendor's words are about: those whose label, or value as it was sent, occurs in them.
    package func fieldsNamed(by definitions: SyncOptionDefinitions) -> [Setting] {
        guard case .refused(_, let words)? = reason else { return [] }
        let said = words.lowercased()
        return definitions.fields.compactMap { field in
            let value = field.kind == .mask ? "" : options[field.id] ?? ""
            // A value of one or two characters occurs in any words.
            let isNamed =
                said.contains(field.label.lowercased()) || value.count > 2 && said.contains(value.lowercased())
            return isNamed && !field.label.isEmpty ? Setting(field.label, field.shown(value)) : nil
        }
    }
}
