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
        let named =
            systems.first { $0.name.rawValue == name } ?? systems.first { $0.name.rawValue.squashed == name.squashed }
        guard let named else {
            let known = systems.map(\.name.rawValue).joined(separator: ", ")
            throw Failure(
                .blocked,
                "There is no provisioning system \(name) in this workspace.",
                cure: known.isEmpty ? "Register one: account-sync systems add FILE." : "Name one of: \(known)."
            )
        }
        return named
    }

    /// The fields of a system: those that are kept, or asked for if there are none.
    func definitions(of system: ProvisioningSystem) async throws -> SyncOptionDefinitions {
        if let kept = try await systems.definitions(of: system.name) { return kept }
        do {
            return try await synchronizer.refreshDefinitions(of: system)
        } catch {
            throw Failure(error, system: system.name)
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
