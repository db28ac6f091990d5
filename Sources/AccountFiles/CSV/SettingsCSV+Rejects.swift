package import Accounts

/// Rejects: the accounts that a bulk run did not synchronize, in a file that can be corrected and read again.
extension SettingsCSV {
    /// An account that is not synchronized: the values that were given for it, and why.
    package struct Reject: Hashable, Sendable {
        package var code: AccountCode
        /// The parent that was named for it.
        package var parent: AccountCode?
        package var values: [FieldID: String]
        package var state: String
        package var message: String
        package var cure: String

        package init(
            code: AccountCode,
            parent: AccountCode?,
            values: [FieldID: String],
            state: String,
            message: String,
            cure: String
        ) {
            (self.code, self.parent, self.values) = (code, parent, values)
            (self.state, self.message, self.cure) = (state, message, cure)
        }
    }

    /// Writes a file that can be read again: the code, the parent, a column for each of the vendor's fields, and then
    /// what came of the account.
    package static func rejects(_ rejects: [Reject], fields definitions: SyncOptionDefinitions) -> String {
        let fields = definitions.fields.filter { $0.kind != .mask && $0.kind != .file }
        let heading = [Account.Column.code.rawValue, "parent"] + fields.map { name(of: $0, in: definitions) } + outcome
        let rows = rejects.map { reject -> [String] in
            [reject.code.rawValue, reject.parent?.rawValue ?? ""] + fields.map { reject.values[$0.id] ?? "" }
                + [reject.state, reject.message, reject.cure]
        }
        return table([heading] + rows)
    }

    /// Writes the accounts that are synchronized, each with its id at the vendor.
    package static func successes(_ accounts: [(code: AccountCode, name: String, id: ExternalID?)]) -> String {
        let rows = accounts.map { [$0.code.rawValue, $0.name, $0.id?.rawValue ?? ""] }
        return table([["code", "name", "external_id"]] + rows)
    }

    /// Writes any table, guarded like all others.
    package static func table(_ rows: [[String]]) -> String { rows.map(AccountCSV.line).joined() }

    /// What came of an account stands in these columns, one after the other.
    private static let outcome = ["state", "message", "cure"]

    /// The places of these columns; none unless all of them are there, since a form may have fields of the same names.
    static func outcome(in names: [String]) -> Range<Int> {
        let start = names.indices.last { names[$0...].prefix(outcome.count).elementsEqual(outcome) }
        return start.map { $0..<$0 + outcome.count } ?? 0..<0
    }

    /// The label of a field, or its id if the label would not name it.
    private static func name(of field: FieldDefinition, in definitions: SyncOptionDefinitions) -> String {
        let label = field.name.trimmed
        let isClear =
            definitions.field(named: label)?.id == field.id && !Setting(label, "").isParent
            && Account.Column(named: label) != .code && !label.unicodeScalars.contains(where: \.isHidden)
        return isClear ? label : field.id.rawValue
    }
}
