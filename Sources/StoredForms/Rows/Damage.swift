package import Synchronizing

/// A column holds a value that this program cannot have written: something else changed the file, or the disk failed.
package struct Damage: Error {
    package let place: StoreFailure.Place

    package init(_ table: StoredTable, _ column: String, row: String) {
        place = StoreFailure.Place(table: table.rawValue, column: column, row: row)
    }
}

/// The tables, each with the columns by which a person finds a row.
package enum StoredTable: String, Sendable {
    case workspace
    case accounts
    case systems
    case definitions
    case links
    case attempts
    case log
    case bss
    case lastImport = "last_import"
    case refusedRows = "refused_rows"
    case runs
    case runItems = "run_items"
    case paces
    case homes

    package var keys: [String] {
        switch self {
        case .workspace, .bss, .lastImport: []
        case .accounts: ["code", "id"]
        case .systems: ["name"]
        case .definitions: ["system"]
        case .links: ["account", "system"]
        case .attempts: ["attempt"]
        case .log, .refusedRows, .runs, .homes: ["number"]
        case .runItems: ["run", "place"]
        case .paces: ["system"]
        }
    }
}
