/// Why a store could not be opened, read or written; `path` is the store's own file.
package enum StoreFailure: Error, Hashable, Sendable {
    /// There is none.
    case missing(path: String)
    /// One is there already.
    case exists(path: String)
    /// The file is something else.
    case foreign(path: String)
    /// A later version of the program made it.
    case newerSchema(path: String, found: Int, known: Int)
    /// It cannot be opened or written with this user's rights.
    case denied(path: String, writing: Bool)
    /// Others may read it, or it lies behind a symbolic link.
    case unsafe(path: String, Exposure)
    /// Another program holds it.
    case locked(path: String)
    /// The disk is full.
    case full(path: String)
    /// Reading or writing failed, or the file is no whole database any more.
    case damaged(path: String, Fault)
    /// A row holds what cannot have been written there.
    case corrupted(path: String, at: Place)
    /// The store was asked for something impossible: our own fault.
    case misused(reason: String)

    /// How a file or directory can be reached by others.
    package enum Exposure: Hashable, Sendable {
        case symbolicLink
        case readable
        case writableDirectory
    }

    /// What is the matter with a file.
    package enum Fault: Hashable, Sendable {
        case empty
        case malformed
        case unreadableRow
        /// Reading or writing failed.
        case io
        /// In the words of the operating system.
        case system(String)
    }

    /// Where in a store something is damaged.
    package struct Place: Hashable, Sendable {
        package var table: String
        package var column: String
        /// The row, by its keys; empty where the table has only one.
        package var row: String

        package init(table: String, column: String, row: String) {
            self.table = table
            self.column = column
            self.row = row
        }
    }
}
