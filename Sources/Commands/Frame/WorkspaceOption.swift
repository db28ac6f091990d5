import ArgumentParser
import Foundation
import Synchronizing
import Telling
import Workspace

struct WorkspaceOption: ParsableArguments {
    @Option(name: .long, help: "The directory of the workspace; else ACCOUNT_SYNC_WORKSPACE, else the usual place.")
    var workspace: String?

    var location: WorkspaceLocation {
        WorkspaceLocation(given: workspace, environment: ProcessInfo.processInfo.environment)
    }

    func open() async throws(StoreFailure) -> Workspace {
        let workspace = try await Workspace.open(location, environment: ProcessInfo.processInfo.environment)
        for notice in Notice.recovered(workspace.recovered) { Output.message(notice) }
        return workspace
    }
}
