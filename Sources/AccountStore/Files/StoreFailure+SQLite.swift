import GRDB
import Synchronizing

extension StoreFailure {
    /// What an SQLite error means for the store at a path; statements and their values are left out.
    init(_ error: any Error, path: String) {
        if let failure = error as? StoreFailure {
            self = failure
            return
        }
        if let damage = error as? Damage {
            self = .corrupted(path: path, at: damage.place)
            return
        }
        if error is RowDecodingError {
            self = .damaged(path: path, .unreadableRow)
            return
        }
        guard let error = error as? DatabaseError else {
            self = .misused(reason: "\(type(of: error))")
            return
        }
        self =
            switch error.resultCode {
            case .SQLITE_BUSY, .SQLITE_LOCKED: .locked(path: path)
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
