package import Accounts
package import Foundation
import StrictJSON

/// The registration of a provisioning system as JSON: `systems add` reads it and `systems show` writes it.
package enum SystemRegistration {
    /// Reads a registration.
    ///
    /// Contacts nobody and resolves no reference. Values below a shipped floor are raised to it, and `notes` says so.
    package static func read(
        _ data: Data
    ) throws(DocumentProblem) -> (system: ProvisioningSystem, notes: [RegistrationNote]) {
        let json = try JSON.document(Array(data))
        let reader: RegistrationReader
        do throws(MemberProblem) { reader = try RegistrationReader(json) } catch { throw .members([error]) }
        return try reader.system()
    }

    /// Writes a registration; secrets stay references.
    package static func write(_ system: ProvisioningSystem) -> RegistrationDocument { RegistrationDocument(system) }
}

/// What was changed in a registration while it was read.
package enum RegistrationNote: Hashable, Sendable {
    /// The deadline was raised to the shortest safe one, in seconds.
    case deadlineRaised(to: Int)
}
