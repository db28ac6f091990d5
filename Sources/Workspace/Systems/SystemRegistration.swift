package import Accounts
package import Foundation
import StrictJSON

/// The registration of a provisioning system as JSON: what `systems add` reads and `systems show` writes.
package enum SystemRegistration {
    /// Reads a registration.
    ///
    /// Contacts nobody and resolves no reference. What is lower than a shipped floor is raised to it; `notes` says so.
    package static func read(_ data: Data) throws(RegistrationProblem) -> (system: ProvisioningSystem, notes: [String])
    {
        let json: JSON
        do throws(JSONReader.Fault) {
            json = try JSONReader.read(Array(data))
        } catch {
            throw .notJSON(error.phrase)
        }
        guard json.members != nil else { throw .notJSON("is not a JSON object") }
        do throws(MemberProblem) {
            return try RegistrationReader(json).system()
        } catch {
            throw .member(error)
        }
    }

    /// Writes a registration; secrets stay references.
    package static func write(_ system: ProvisioningSystem) -> RegistrationDocument { RegistrationDocument(system) }
}

/// Why a registration cannot be used.
package enum RegistrationProblem: Error, Hashable, Sendable {
    /// It is not a JSON object; why, to follow "it".
    case notJSON(String)
    /// A member of it cannot be used.
    case member(MemberProblem)
}

extension RegistrationProblem: CustomStringConvertible {
    /// What is wrong and what to do now.
    package var description: String {
        switch self {
        case .notJSON(let phrase): "it \(phrase): see the example in docs/user-guide.md"
        case .member(let problem): "\(problem)"
        }
    }
}
