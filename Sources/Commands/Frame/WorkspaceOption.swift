import ArgumentParser
import Foundation
import Synchronizing
import Telling
import Workspace

struct WorkspaceOption: ParsableArguments {
    @Option(
        name: .long,
        help: """
            The directory of the workspace, or postgresql://HOST/BOOK; else ACCOUNT_SYNC_WORKSPACE, else the usual place.
            """,
        completion: .directory
    )
    var workspace: String?

    var location: WorkspaceLocation { Self.location(given: workspace) }

    static func location(given directory: String?) -> WorkspaceLocation {
        WorkspaceLocation(given: directory, environment: ownEnvironment)
    }

    /// The location if a command line says nothing else, as the parser would read it; nil if it says more.
    static func location(namedAlone words: [String]) -> WorkspaceLocation? {
        if words.isEmpty { return location(given: nil) }
        guard words.count == 2, words[0] == "--workspace", !words[1].hasPrefix("-") else { return nil }
        return location(given: words[1])
    }

    /// Lets printed commands name a workspace, unless they would take it anyway.
    static func use(_ location: WorkspaceLocation) {
        NamedWorkspace.use(location, usual: Self.location(given: nil))
    }

    func open() async throws(StoreFailure) -> Workspace { try await location.open() }
}

/// A command with the option that names the workspace.
protocol WorkspaceTaking: ParsableCommand {
    var workspace: WorkspaceOption { get }
}

extension WorkspaceLocation {
    /// Opens the workspace, for the console if `isWatched`; only for reading if the environment says so, too.
    func open(isReadOnly: Bool = false, isWatched: Bool = false) async throws(StoreFailure) -> Workspace {
        var word: Task<Void, Never>?
        defer { word?.cancel() }
        let workspace = try await Workspace.open(
            self,
            environment: ownEnvironment,
            isReadOnly: isReadOnly || ReadOnlyMode.isOn,
            isWatched: isWatched
        ) {
            word = Output.message(Phrases.upgrading, after: .seconds(1))
        }
        if let closing = workspace.closing { Output.message(Notice(closing, at: shown)) }
        for notice in Notice.recovered(workspace.recovered) { Output.message(notice) }
        if let notice = Notice.offered(workspace.offered) { Output.message(notice) }
        return workspace
    }
}
