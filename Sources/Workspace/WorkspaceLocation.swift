import Accounts
import FoundationEssentials
import Synchronizing
import TeamStore

/// Where a workspace is: a directory of its own that nobody else may read, or a book that a team shares on a server.
package struct WorkspaceLocation: Hashable, Sendable {
    /// The directory; for a book on a server, the one for what belongs to this machine alone.
    package let path: String
    /// How the book on a server is named to PostgreSQL; nil for a directory.
    package let book: String?

    /// The name for titles and breadcrumbs.
    package var name: String { shown.split(separator: "/").last.map(String.init) ?? path }

    /// The location as it is shown to a person.
    package var shown: String { book.map(BookAddress.shown) ?? path }

    /// The location as the option names it; without its password if it has one, with which it would be refused anyway.
    package var option: String {
        guard let book else { return path }
        do throws(StoreFailure) {
            _ = try BookAddress(book, environment: [:])
            return book
        } catch {
            return shown
        }
    }

    /// A workspace in a directory, relative to the current one or absolute.
    package init(path: String) {
        let absolute = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
        self.path = absolute.count > 1 && absolute.hasSuffix("/") ? String(absolute.dropLast()) : absolute
        book = nil
    }

    private init(book: String, environment: [String: String]) {
        self.book = book
        path = Self.folder(.state, environment) + "/books/" + BookAddress.folderName(book)
    }

    /// The workspace that an operator means: `given`, else `ACCOUNT_SYNC_WORKSPACE`, else the default place.
    ///
    /// An empty variable counts as unset, as is the custom; an empty `given` does not mean the default place.
    package init(given: String?, environment: [String: String]) {
        let variable = environment["ACCOUNT_SYNC_WORKSPACE"].flatMap { $0.trimmed.isEmpty ? nil : $0 }
        let meant = given ?? variable ?? Self.folder(.data, environment) + "/workspace"
        self = BookAddress.names(meant) ? Self(book: meant, environment: environment) : Self(path: meant)
    }

    package static func demo(isTeam: Bool = false, environment: [String: String]) -> WorkspaceLocation {
        WorkspaceLocation(path: folder(.data, environment) + (isTeam ? "/demo-team" : "/demo"))
    }

    /// The product's directory of the user; below the current one if the user has no home.
    private static func folder(_ folder: UserFolder, _ environment: [String: String]) -> String {
        let here = FileManager.default.currentDirectoryPath
        return folder.path(environment, home: here) ?? here
    }

    /// The path of a file that the workspace names; an absolute path stays as it is.
    package func file(_ name: String) -> String { name.hasPrefix("/") ? name : path + "/" + name }
}
