import Foundation
import Synchronization

/// The vendor behind the wire: who may come in, what is done, what is answered.
final class Vendor: Sendable {
    let configuration: SandboxConfiguration
    private let file: PortalFile
    private let inside: Mutex<Inside>

    private struct Inside {
        var portal: PartnerPortal
        var calls: [String: Int] = [:]
    }

    init(_ configuration: SandboxConfiguration) throws {
        self.configuration = configuration
        file = PortalFile(state: configuration.stateFile, log: configuration.logFile)
        inside = Mutex(Inside(portal: try file.load()))
    }

    var portal: PartnerPortal { inside.withLock { $0.portal } }

    /// The fault for this call of an endpoint, and logs it.
    func arrive(_ call: Call) throws -> Fault.Kind? {
        try inside.withLock { inside in
            inside.calls[call.endpoint, default: 0] += 1
            let number = inside.calls[call.endpoint] ?? 1
            try file.append(call)
            return configuration.faults.first { $0.endpoint == call.endpoint && $0.calls.contains(number) }?.kind
        }
    }

    /// Whether the headers are those of the registered application.
    func admits(applicationID: String?, apiKey: String?) -> Bool {
        applicationID?.lowercased() == configuration.applicationID.lowercased()
            && apiKey == Data(configuration.apiKey.utf8).base64EncodedString()
    }

    /// Does what a call asks for.
    func answer(_ endpoint: String, body: Data) throws -> Answer? {
        switch endpoint {
        case "syncoptions": return .json(SyncOptionsAnswer())
        case "get": return .json(SettingsAnswer())
        case "validate": return .json([String]())
        case "definitions": return .json(ServiceAnswer())
        case "discovery": return .json(DiscoveryAnswer())
        case "synchronize", "exists", "delete", "create":
            let request: AccountRequest
            do {
                request = try JSONDecoder().decode(AccountRequest.self, from: body)
            } catch {
                return .result(ResultAnswer(Code: -1, Message: "The request is not an account."))
            }
            return .result(result(endpoint, request))
        default: return nil
        }
    }

    private func result(_ endpoint: String, _ request: AccountRequest) -> ResultAnswer {
        inside.withLock { inside in
            do throws(Refusal) {
                switch endpoint {
                case "exists":
                    guard let account = inside.portal.find(request) else { return ResultAnswer(Code: 0) }
                    return ResultAnswer(Code: 1, Result: account.id)
                case "synchronize":
                    let account = try inside.portal.create(request, now: Date())
                    return ResultAnswer(Code: 0, Result: account.id)
                case "delete": return ResultAnswer(Code: 0, Result: try inside.portal.delete(request).id)
                default:
                    try SubscriptionRules.check(
                        request,
                        in: inside.portal,
                        validResellerIDs: configuration.validResellerIDs
                    )
                    return ResultAnswer(Code: 0, Result: request.CheckOnly == true ? "" : "sub-\(request.ID)")
                }
            } catch {
                return ResultAnswer(Code: error.code, Message: error.message)
            }
        }
    }

    /// Keeps the portal; called before an answer goes out.
    func save() throws {
        try inside.withLock { try file.save($0.portal) }
    }
}
