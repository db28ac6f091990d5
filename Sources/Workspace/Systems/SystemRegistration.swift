package import Accounts
package import Foundation
import StrictJSON

/// The registration of a provisioning system as JSON: what `systems add` reads and `systems show` writes.
package enum SystemRegistration {
    /// Reads a registration.
    ///
    /// Contacts nobody and resolves no reference. What is lower than a shipped floor is raised to it; `notes` says so.
    package static func read(
        _ data: Data
    ) throws(DocumentProblem) -> (system: ProvisioningSystem, notes: [RegistrationNote]) {
        let json = try JSON.document(Array(data))
        do throws(MemberProblem) {
            return try RegistrationReader(json).system()
        } catch {
            throw .member(error)
        }
    }

    /// Writes a registration; secrets stay references.
    package static func write(_ system: ProvisioningSystem) -> RegistrationDocument { RegistrationDocument(system) }
}

/// What was changed in a registration as it was read.
package enum RegistrationNote: Hashable, Sendable {
    /// The deadline was raised to the least that is safe, in seconds.
    case deadlineRaised(to: Int)
}
