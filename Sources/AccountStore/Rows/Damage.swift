import Synchronizing

/// A column that holds what cannot have been written there; the file was changed by something else, or its disk failed.
struct Damage: Error {
    let place: StoreFailure.Place

    init(_ table: StoredTable, _ column: String, row: String) {
        place = StoreFailure.Place(table: table.rawValue, column: column, row: row)
    }
}

/// The tables, with the columns by which a person finds a row.
enum StoredTable: String {
    case workspace
    case accounts
    case systems
    case definitions
    case links
    case attempts
    case log

    var keys: [String] {
        switch self {
        case .workspace: []
        case .accounts: ["code", "id"]
        case .systems: ["name"]
        case .definitions: ["system"]
        case .links: ["account", "system"]
        case .attempts: ["attempt"]
        case .log: ["number"]
        }
    }
}
