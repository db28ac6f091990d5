import Accounts
import FoundationEssentials

/// Where a workspace is: a directory of its own that nobody else may read.
package struct WorkspaceLocation: Hashable, Sendable {
    package let path: String

    /// The name for titles and breadcrumbs.
    package var name: String { path.split(separator: "/").last.map(String.init) ?? path }

    /// A workspace at a path, relative to the current directory or absolute.
    package init(path: String) {
        let absolute = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
        self.path = absolute.count > 1 && absolute.hasSuffix("/") ? String(absolute.dropLast()) : absolute
    }

    /// The workspace that an operator means: `given`, else `ACCOUNT_SYNC_WORKSPACE`, else the default place.
    ///
    /// An empty variable counts as unset, as is the custom; an empty `given` does not mean the default place.
    package init(given: String?, environment: [String: String]) {
        let variable = environment["ACCOUNT_SYNC_WORKSPACE"].flatMap { $0.trimmed.isEmpty ? nil : $0 }
        self.init(path: given ?? variable ?? Self.home(environment) + "/workspace")
    }

    package static func demo(environment: [String: String]) -> WorkspaceLocation {
        WorkspaceLocation(path: home(environment) + "/demo")
    }

    /// The product's directory according to the XDG Base Directory Specification, which says to ignore a relative path.
    private static func home(_ environment: [String: String]) -> String {
        if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") { return data + "/account-sync" }
        let home =
            environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? FileManager.default.currentDirectoryPath
        return home + "/.local/share/account-sync"
    }

    /// The path of a file that the workspace names; an absolute path stays as it is.
    package func file(_ name: String) -> String { name.hasPrefix("/") ? name : path + "/" + name }
}
