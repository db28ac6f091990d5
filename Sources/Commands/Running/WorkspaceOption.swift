import Accounts
import ArgumentParser
import Foundation
import Synchronizing
import Workspace

/// Which workspace a command is about.
struct WorkspaceOption: ParsableArguments {
    @Option(name: .long, help: "The directory of the workspace; else ACCOUNT_SYNC_WORKSPACE, else the usual place.")
    var workspace: String?

    var location: WorkspaceLocation {
        WorkspaceLocation(given: workspace, environment: ProcessInfo.processInfo.environment)
    }

    /// Opens the workspace.
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
    /// The account that a command names.
    func account(_ code: String) async throws -> AccountRow {
        guard let row = try await accounts.row(code: AccountCode(code)) else {
            throw Failure(
                .blocked,
                "There is no account \(code) in this workspace.",
                cure: "account-sync accounts list shows them."
            )
        }
        return row
    }

    /// The system that a command names.
    func system(_ name: String) async throws -> ProvisioningSystem {
        let systems = try await systems.systems()
        do throws(SystemNameProblem) {
            return try systems.named(name)
        } catch {
            throw Failure(error, named: name)
        }
    }

    /// The form of an account on a system.
    func form(_ account: AccountID, _ system: ProvisioningSystem) async throws -> SyncForm {
        do {
            return try await synchronizer.form(of: account, on: system)
        } catch {
            throw Failure(error, system: system.name)
        }
    }
}
