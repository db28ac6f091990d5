import Accounts
import Foundation
import Invariants
import Synchronizing
import Workspace

// mutant MISTAKE (status | synchronize | resolve | work) [CODE] … --workspace PATH
let words = Array(CommandLine.arguments.dropFirst())
guard words.count > 3, let mistake = Mistake(rawValue: words[0]), let index = words.firstIndex(of: "--workspace")
else {
    print("mistakes: \(Mistake.allCases.map(\.rawValue).joined(separator: " "))")
    exit(64)
}
do {
    exit(try await Mutant(mistake: mistake, folder: words[index + 1]).run(words[1], words[2]))
} catch {
    FileHandle.standardError.write(Data("Nothing more is done: \(error)\n".utf8))
    exit(74)
}

/// The few parts of the program that the attacks need.
struct Mutant {
    let mistake: Mistake
    let folder: String

    func run(_ command: String, _ code: String) async throws -> Int32 {
        let door = SideDoor(folder: folder)
        if mistake == .ownerLockIgnored { door.removeLocks() }
        switch mistake {
        case .claimIndexDropped: try door.execute("DROP INDEX IF EXISTS links_claim")
        case .restartChanges: try door.execute("UPDATE links SET unconfirmed = 1 - unconfirmed")
        case .foreignKeyBroken: try door.execute("INSERT OR IGNORE INTO definitions VALUES ('Nowhere', '[]', 0, 1)")
        default: break
        }
        let workspace = try await Workspace.open(
            WorkspaceLocation(given: folder, environment: ProcessInfo.processInfo.environment),
            environment: ProcessInfo.processInfo.environment,
            composition: mistake.composition(door)
        )
        guard let system = try await workspace.systems.systems().first else { return 65 }
        if mistake == .restartAsks { _ = try await workspace.synchronizer.refreshDefinitions(of: system) }
        guard command != "status" else { return 0 }
        if command == "work" {
            await Worker(workspace, systems: [], isOnce: false, leave: WorkerLeave()) { _ in }.work()
            return 0
        }
        guard command == "synchronize", code != "--plan" else { return try await resolve(workspace, system) }
        guard let row = try await workspace.accounts.row(code: AccountCode(code)) else { return 65 }
        if row.links[system.name]?.state == .inDoubt { return try await resolve(workspace, system) }
        let form = try await workspace.synchronizer.form(of: row.account.id, on: system)
        let conclusion = await workspace.synchronizer.synchronize(form)
        return tell(conclusion)
    }

    private func resolve(_ workspace: Workspace, _ system: ProvisioningSystem) async throws -> Int32 {
        for open in try await workspace.synchronizer.openCases(on: system.name) where open.link.state == .inDoubt {
            _ = try await workspace.synchronizer.resolve(open, on: system)
        }
        return 0
    }

    private func tell(_ conclusion: Conclusion) -> Int32 {
        switch conclusion {
        case .created(let link, _, _, _): print("It is \(link.externalID?.rawValue ?? "") at \(link.system).")
        case .unrecorded(let attempt, let outcome, _, _):
            FileHandle.standardError.write(Data("Not recorded: \(attempt) \(outcome)\n".utf8))
            return 74
        case .storeFailed(let failure):
            FileHandle.standardError.write(Data("Nothing was sent: \(failure)\n".utf8))
            return 74
        case .alreadySynchronized, .adopted: break
        default: return 75
        }
        return 0
    }
}
