import Foundation
import Synchronization

/// The vendor behind the wire: it authenticates, executes and answers.
final class Vendor: Sendable {
    private let arrivals: Arrivals
    private let file: EventFile<PartnerPortal.Event>
    private let inside: Mutex<PartnerPortal>

    init(stateFile: String?, _ arrivals: Arrivals) throws {
        self.arrivals = arrivals
        file = EventFile(stateFile, heading: #"{"sandbox":"partner portal","version":1}"#)
        var portal = PartnerPortal()
        try file.replay { portal.apply($0) }
        inside = Mutex(portal)
    }

    var portal: PartnerPortal { inside.withLock { $0 } }

    func admits(applicationID: String?, apiKey: String?) -> Bool {
        applicationID?.lowercased() == Sandbox.applicationID
            && apiKey == Data(Sandbox.apiKey.utf8).base64EncodedString()
    }

    /// The HTTP method of an endpoint; nil if there is no such endpoint.
    static func method(of endpoint: String) -> String? {
        switch endpoint {
        case "syncoptions", "get", "definitions", "discovery": "GET"
        case "synchronize", "exists", "delete", "create", "validate", "list": "POST"
        default: nil
        }
    }

    /// Executes a call; its effects are stored and logged before this returns.
    func answer(_ call: Call) throws -> (any Encodable)? {
        switch call.endpoint {
        case "syncoptions": return SyncOptionsAnswer()
        case "get": return SettingsAnswer()
        case "validate": return [String]()
        case "definitions": return ServiceAnswer()
        case "discovery": return DiscoveryAnswer()
        case "list":
            // As a lenient server does: whatever it cannot read is not asked for.
            let page =
                (try? JSONDecoder().decode(CustomersRequest.self, from: Data(call.body.utf8))) ?? CustomersRequest()
            return CustomersAnswer(page, of: portal.accounts)
        case "synchronize", "exists", "delete", "create":
            let request: AccountRequest
            do {
                request = try JSONDecoder().decode(AccountRequest.self, from: Data(call.body.utf8))
            } catch {
                return ResultAnswer(Code: -1, Message: "The request is not an account.")
            }
            do {
                return try inside.withLock { try result(call, request, &$0) }
            } catch let refusal as Refusal {
                return ResultAnswer(Code: refusal.code, Message: refusal.message)
            }
        default: return nil
        }
    }

    private func result(_ call: Call, _ request: AccountRequest, _ portal: inout PartnerPortal) throws -> ResultAnswer {
        switch call.endpoint {
        case "exists":
            guard let account = portal.find(request) else { return ResultAnswer(Code: 0) }
            return ResultAnswer(Code: 1, Result: account.id)
        case "synchronize":
            let account = try portal.creation(request, now: Date())
            try happen(.created(account: account), account, call, &portal)
            return ResultAnswer(Code: 0, Result: account.id)
        case "delete":
            let account = try portal.deletion(request)
            try happen(.deleted(id: account.id), account, call, &portal)
            return ResultAnswer(Code: 0, Result: account.id)
        default:
            try SubscriptionRules.check(request, in: portal)
            return ResultAnswer(Code: 0, Result: request.CheckOnly == true ? "" : "sub-\(request.ID)")
        }
    }

    private func happen(
        _ event: PartnerPortal.Event,
        _ account: PartnerPortal.Account,
        _ call: Call,
        _ portal: inout PartnerPortal
    ) throws {
        try file.keep(event)
        portal.apply(event)
        try arrivals.tell(
            Execution(executed: call.endpoint, id: account.id, platformID: account.platformID, trackID: call.trackID)
        )
    }
}
