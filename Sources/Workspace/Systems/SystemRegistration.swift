public import Accounts
public import Foundation

/// The registration of a provisioning system as JSON: what `systems add` reads and `systems show` writes.
public enum SystemRegistration {
    /// Reads a registration.
    ///
    /// Contacts nobody and resolves no reference. What is lower than a shipped floor is raised to it; `notes` says so.
    public static func read(_ data: Data) throws(RegistrationProblem) -> (system: ProvisioningSystem, notes: [String]) {
        let document: RegistrationDocument
        do {
            document = try JSONDecoder().decode(RegistrationDocument.self, from: data)
        } catch let problem as RegistrationProblem {
            throw problem
        } catch let error as DecodingError {
            throw RegistrationProblem(error)
        } catch {
            throw .notJSON("\(error)")
        }
        return try document.system()
    }

    /// Writes a registration; secrets stay references.
    public static func write(_ system: ProvisioningSystem) -> RegistrationDocument { RegistrationDocument(system) }
}

/// What of a registration cannot be used.
public enum RegistrationProblem: Error, Hashable, Sendable {
    /// It is no JSON object.
    case notJSON(String)
    /// A member that must be there is missing.
    case missing(String)
    /// A member that nobody knows; perhaps misspelled.
    case unknown(String)
    /// A member that is something else than it must be.
    case wrongType(String, expected: String)
    /// A value that is none of the known ones.
    case notAChoice(String, value: String, choices: [String])
    /// A secret in the open.
    case bareSecret(String)
    /// A URL that cannot be used, and why.
    case url(String, reason: String)
    /// A value that cannot travel in a header.
    case notAHeader(String)
    /// A number outside its range.
    case range(String, String)

    init(_ error: DecodingError) {
        func path(_ context: DecodingError.Context, _ last: (any CodingKey)? = nil) -> String {
            (context.codingPath + [last].compactMap(\.self)).map(\.stringValue).joined(separator: ".")
        }
        self =
            switch error {
            case .keyNotFound(let key, let context): .missing(path(context, key))
            case .typeMismatch(let type, let context): .wrongType(path(context), expected: "\(type)".lowercased())
            case .valueNotFound(_, let context): .missing(path(context))
            case .dataCorrupted(let context): .notJSON(path(context))
            @unknown default: .notJSON("\(error)")
            }
    }
}

extension RegistrationProblem: CustomStringConvertible {
    /// What is wrong and what to do now.
    public var description: String {
        switch self {
        case .notJSON: "it is not a JSON object: see the example in docs/user-guide.md"
        case .missing(let member): "\(member) is missing: add it"
        case .unknown(let member): "nothing is known of \(member): correct its spelling or remove it"
        case .wrongType(let member, let expected): "\(member) must be a \(expected): correct it"
        case .notAChoice(let member, let value, let choices):
            "\(member) is \"\(value)\": use one of \(choices.joined(separator: ", "))"
        case .bareSecret(let member):
            "\(member) must name where the secret is, not be it: write env:NAME, file:PATH or command:LINE"
        case .url(let member, let reason): "\(member) \(reason)"
        case .notAHeader(let member): "\(member) holds a character that cannot travel in a header: correct it"
        case .range(let member, let range): "\(member) must be \(range): correct it"
        }
    }
}
