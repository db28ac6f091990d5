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
            """
    )
    var workspace: String?

    var location: WorkspaceLocation { Self.location(given: workspace) }

    static func location(given directory: String?) -> WorkspaceLocation {
        WorkspaceLocation(given: directory, environment: ProcessInfo.processInfo.environment)
    }

    func open() async throws(StoreFailure) -> Workspace { try await location.open() }
}

extension WorkspaceLocation {
    /// Opens the workspace; only for reading if the environment says so, too.
    func open(isReadOnly: Bool = false) async throws(StoreFailure) -> Workspace {
        var word: Task<Void, Never>?
        defer { word?.cancel() }
        let workspace = try await Workspace.open(
            self,
            environment: ProcessInfo.processInfo.environment,
            isReadOnly: isReadOnly || ReadOnlyMode.isOn
        ) {
            word = Task {
                // Cancelled: it was done before anybody could wonder.
                guard (try? await Task.sleep(for: .seconds(1))) != nil else { return }
                Output.message(Phrases.upgrading)
            }
        }
        for notice in Notice.recovered(workspace.recovered) { Output.message(notice) }
        return workspace
    }
}
