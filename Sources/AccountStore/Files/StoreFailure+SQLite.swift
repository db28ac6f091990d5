import GRDB
import StoredForms
import Synchronizing

extension StoreFailure {
    /// What an SQLite error means for the store at a path; statements and their values are left out.
    init(_ error: any Error, path: String) {
        self =
            switch error {
            case let failure as StoreFailure: failure
            case let damage as Damage: .corrupted(path: path, at: damage.place)
            case is RowDecodingError: .damaged(path: path, .unreadableRow)
            case let error as DatabaseError: Self.meaning(error, path)
            default: .misused(reason: "\(type(of: error))")
            }
    }

    private static func meaning(_ error: DatabaseError, _ path: String) -> StoreFailure {
        switch error.resultCode {
        // The last one comes after ten seconds of a process that stands still while it opens or restores the log.
        case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL: .locked(path: path)
        case .SQLITE_FULL: .full(path: path)
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH: .denied(path: path, writing: true)
        case .SQLITE_CANTOPEN: .denied(path: path, writing: false)
        case .SQLITE_NOTADB: .foreign(path: path)
        case .SQLITE_CORRUPT: .damaged(path: path, .malformed)
        case .SQLITE_IOERR: .damaged(path: path, .io)
        default: .misused(reason: error.message ?? "SQLite \(error.resultCode.rawValue)")
        }
    }
}
