import AccountFiles
import Accounts
import Synchronizing
import Workspace

/// The rows of a file for a plan: accounts, and values for the vendor's fields.
///
/// An export may be such a file: what it says of the accounts themselves is compared with what is known, since only an import changes
/// it; a column that the vendor has a field for is a value of that field.
struct PlanRows {
    private(set) var rows: [PlanWish.Row] = []

    init(of bytes: [UInt8], on system: ProvisioningSystem, in workspace: Workspace) async throws {
        let file = try SettingsCSV(bytes)
        if let problem = file.problems.first {
            throw Failure(.blocked, "The file cannot be used, \(problem).")
        }
        let fields = try await workspace.fields(of: system)
        for row in file.rows {
            let found = try await Self.account(row, in: workspace)
            var settings: [PlanWish.Setting] = []
            for (name, value) in row.values {
                let isSetting = fields.field(named: name) != nil || PlanWish.Setting(name, value).isParent
                guard !isSetting, let column = Column(named: name) else {
                    settings.append(try PlanWish.Setting(name, value).composed())
                    continue
                }
                try Self.compare(value, with: found, column, line: row.line)
            }
            rows.append(PlanWish.Row(found.account.id, settings: settings.sorted { $0.name < $1.name }))
        }
    }

    private static func account(_ row: SettingsCSV.Row, in workspace: Workspace) async throws -> AccountRow {
        if let found = try await workspace.accounts.row(code: row.code) { return found }
        let question = try await workspace.ending(for: row.code)
        throw Failure(
            .blocked,
            "There is no account \(row.code), which line \(row.line) of the file names\(question)",
            cure: "Correct the code, or import the account first."
        )
    }

    private static func compare(_ value: String, with found: AccountRow, _ column: Column, line: Int) throws(Failure) {
        let known = found.value(of: column)
        guard value.composed != known.composed, column.meaning(of: value) != column.meaning(of: known) else { return }
        throw Failure(
            .blocked,
            "Line \(line) has the \(column.rawValue) \"\(value)\" for \(found.account.code), which is \"\(known)\" in this workspace.",
            cure: "A plan does not change accounts: import the file first, or leave that column out."
        )
    }
}

extension Workspace {
    /// The fields that a system's form has; the vendor is asked only if they are not known.
    fileprivate func fields(of system: ProvisioningSystem) async throws -> SyncOptionDefinitions {
        if let known = try await systems.definitions(of: system.name) { return known }
        do {
            return try await synchronizer.refreshDefinitions(of: system)
        } catch {
            throw Failure(error, system: system.name)
        }
    }
}

extension Column {
    /// The column that a heading names, ignoring case, spaces, hyphens and underscores.
    fileprivate init?(named text: String) {
        guard let column = Self.allCases.first(where: { $0.rawValue.squashed == text.squashed }) else { return nil }
        self = column
    }

    /// What a cell means, where one meaning has several spellings.
    fileprivate func meaning(of cell: String) -> String {
        switch self {
        case .type: cell.squashed.hasSuffix("customer") || cell.isEmpty ? "customer" : cell.squashed
        case .storefront: ["true", "yes", "1"].contains(cell.squashed) ? "true" : "false"
        case .country: cell.uppercased()
        default: cell
        }
    }
}

extension AccountRow {
    fileprivate func value(of column: Column) -> String {
        switch column {
        case .id: account.id.rawValue
        case .parentCode: parentCode?.rawValue ?? ""
        default: account.traits[column.rawValue] ?? ""
        }
    }
}
