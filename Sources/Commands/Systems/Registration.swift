import Accounts
import Foundation
import Synchronizing
import Telling
import Workspace

enum Registration {
    /// Reads a registration.
    static func read(_ file: String, for location: WorkspaceLocation) throws -> ProvisioningSystem {
        let (system, notes) = try RegistrationDocument.read(Data(try InputFile.read(file, longest: 1 << 20)))
        for note in notes { Output.message(Notice(note).headline) }
        location.look(forCAFile: system.caFile)
        return system
    }
}

extension WorkspaceLocation {
    /// Looks whether a file of certificates is there; it may be added later, so a missing one only gives a message.
    func look(forCAFile file: String?) {
        guard let file, !FileManager.default.fileExists(atPath: self.file(file)) else { return }
        Output.message(Phrases.caFileMissing(file))
    }
}

extension Workspace {
    /// Lets a system be used, or refuses its use; returns what was done.
    func setDisabled(_ system: SystemArgument, _ isDisabled: Bool) async throws -> any Report {
        let name = try await self.system(system).name
        return try await systems.setDisabled(name, isDisabled).report(isDisabled ? "Disabled" : "Enabled", name)
    }
}

extension RegistryVerdict {
    /// Says what was done to a system, or throws the reason why it was not.
    func report(_ done: String, _ name: SystemName) throws(CommandProblem) -> Shown<SystemJSON> {
        guard case .done(let system) = self else { throw .registry(self, name) }
        return Shown(SystemJSON(system)) { Output.line("\(done) \(system.name).") }
    }
}
