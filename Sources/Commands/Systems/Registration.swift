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

extension RegistryVerdict {
    /// Says what was done to a system, which is now as given; or throws the reason why it was not.
    func report(_ done: String, _ system: ProvisioningSystem) throws(CommandProblem) -> Shown<SystemJSON> {
        guard case .done = self else { throw .registry(self, system.name) }
        return Shown(SystemJSON(system)) { Output.line("\(done) \(system.name).") }
    }
}
