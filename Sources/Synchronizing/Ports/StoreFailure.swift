/// Why a store could not be opened, read or written; `path` is the store's own file, or the name of a book.
package enum StoreFailure: Error, Hashable, Sendable {
    case missing(path: String)
    case exists(path: String)
    case foreign(path: String)
    /// A later version of the program made it.
    case newerSchema(path: String, found: Int, known: Int)
    /// This user may not open it or write to it.
    case denied(path: String, writing: Bool)
    /// It was opened for reading only, as the operator wished.
    case readOnly
    /// It is being moved or has been moved, and is opened for reading only.
    case closed(path: String, Closing)
    /// It cannot be moved; `path` is where it would go, or the workspace itself.
    case unmovable(path: String, MoveProblem)
    /// Others may read it, or it is behind a symbolic link.
    case unsafe(path: String, Exposure)
    /// Another program holds it.
    case locked(path: String)
    case full(path: String)
    /// Reading or writing failed, or the file is no longer a complete database.
    case damaged(path: String, Fault)
    /// A row holds a value that this program cannot have written.
    case corrupted(path: String, at: Place)
    /// The server of a book; `path` is the name of the book, without anything secret.
    case server(path: String, ServerFault)
    /// The book is not at its home: it was copied, restored or promoted. Nothing was sent.
    case away(path: String, [Home.Part])
    /// The store was asked for something impossible, by a mistake in our own code.
    case misused(reason: String)

    /// Whether the book never allows this login to do it, however often it tries.
    var isForbidden: Bool {
        switch self {
        case .server(_, .forbidden), .server(_, .role), .server(_, .roleChanged), .server(_, .scope), .server(_, .rule):
            true
        default: false
        }
    }

    /// Whether it stays like that until somebody puts something right: the name, the login, the book.
    package var isLasting: Bool {
        switch self {
        case .missing, .foreign, .newerSchema, .denied, .unsafe: true
        case .server(_, let fault): fault.isLasting
        default: false
        }
    }

    /// Whether the login is not let into the book, or not any more.
    package var isShutOut: Bool { if case .server(_, let fault) = self { fault.isShutOut } else { false } }

    /// How others can reach a file or directory.
    package enum Exposure: Hashable, Sendable {
        case symbolicLink
        case readable
        case writableDirectory
        /// It belongs to another user than the one of this process.
        case owner(String)
    }

    package enum Fault: Hashable, Sendable {
        case empty
        case malformed
        case unreadableRow
        case io
        /// A failure in the words of the operating system.
        case system(String)
    }

    /// Where in a store something is damaged.
    package struct Place: Hashable, Sendable {
        package var table: String
        package var column: String
        /// The row, by its keys; empty if the table has only one row.
        package var row: String

        package init(table: String, column: String, row: String) {
            self.table = table
            self.column = column
            self.row = row
        }
    }
}
