import Accounts
import ArgumentParser
import Foundation
import Synchronizing
import Telling
import Workspace

/// Which workspace a command is about.
struct WorkspaceOption: ParsableArguments {
    @Option(name: .long, help: "The directory of the workspace; else ACCOUNT_SYNC_WORKSPACE, else the usual place.")
    var workspace: String?

    var location: WorkspaceLocation {
        WorkspaceLocation(given: workspace, environment: ProcessInfo.processInfo.environment)
    }

    func open() async throws(Failure) -> Workspace {
        do {
            let workspace = try await Workspace.open(location, environment: ProcessInfo.processInfo.environment)
            for notice in Notice.recovered(workspace.recovered) { Output.message(notice) }
            return workspace
        } catch {
            throw Failure(error)
        }
    }
}

extension Workspace {
    /// The fields of a system: those that are kept, or asked for if there are none.
    func definitions(of system: ProvisioningSystem) async throws -> SyncOptionDefinitions {
        if let kept = try await systems.definitions(of: system.name) { return kept }
        do {
            return try await synchronizer.refreshDefinitions(of: system)
        } catch {
            throw Failure(error, system: system.name)
        }
    }

    func form(_ account: AccountID, _ system: ProvisioningSystem) async throws -> SyncForm {
        do {
            return try await synchronizer.form(of: account, on: system)
        } catch {
            throw Failure(error, system: system.name)
        }
    }
}
