import Accounts
import Foundation
import Synchronizing
import Telling
import Workspace

enum Registration {
    /// Reads a registration; a file that it names may be added later, so a missing one only gives a message.
    static func read(_ file: String, for location: WorkspaceLocation) throws -> ProvisioningSystem {
        let (system, notes) = try SystemRegistration.read(Data(try InputFile.read(file, longest: 1 << 20)))
        for note in notes { Output.message("Note: \(note).") }
        if let file = system.caFile, !FileManager.default.fileExists(atPath: location.file(file)) {
            Output.message(Phrases.caFileMissing(file))
        }
        return system
    }
}

extension Workspace {
    /// Lets a system be used, or refuses its use; returns what was done.
    func setDisabled(_ system: SystemArgument, _ isDisabled: Bool) async throws -> any Report {
        let name = try await self.system(system).name
        let verdict = try await systems.setDisabled(name, isDisabled)
        return try verdict.report(isDisabled ? "Disabled" : "Enabled", try await self.system(system))
    }
}

extension RegistryVerdict {
    /// Says what was done to a system, which is now as given; or throws the reason why it was not.
    func report(_ done: String, _ system: ProvisioningSystem) throws(CommandProblem) -> Shown<SystemJSON> {
        guard case .done = self else { throw .registry(self, system.name) }
        return Shown(SystemJSON(system)) { Output.line("\(done) \(system.name).") }
    }
}
