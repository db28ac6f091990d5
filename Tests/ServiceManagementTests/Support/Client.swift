import Accounts
import Samples
import ServiceManagement
import Synchronizing
import Telling
import TestKit

/// Makes clients of the code under test and says what came of their calls, all of it in one line.
enum Client {
    /// A client of a system; `secrets` by the names of their variables.
    static func make(
        _ system: ProvisioningSystem,
        secrets: [String: String] = ["KEY": "key"],
        file: String = "",
        environment: [String: String] = [:]
    ) async throws -> any ServiceManager {
        try await ServiceManagementClients(
            resolve: { reference throws(SecretFailure) in
                guard case .environment(let name) = reference, let secret = secrets[name] else {
                    throw .noVariable("\(reference)")
                }
                return Secret(secret)
            },
            makeTrackID: { "track" },
            file: { $0.hasPrefix("/") ? $0 : file },
            environment: environment
        )
        .client(for: system)
    }

    /// A client of a server.
    static func make(_ server: RawServer, deadline: Duration = .seconds(20)) async throws -> any ServiceManager {
        try await make(Samples.system(server.url(), deadline: deadline))
    }
}

/// A request without fault.
let request = SyncRequest(
    account: Samples.customer,
    parent: .init(id: "1", externalID: "dbx-1"),
    options: ["role": "1", "email": "info@sonne.example", "reseller-id": "RS-77"]
)

extension ServiceManager {
    /// Synchronizes with a gate that says yes.
    func synchronize() async -> Exchange<AccountAnswer> {
        await synchronize(request, attempt: "attempt-1") { true }
    }

    /// Asks whether the sample exists.
    func exists() async -> Exchange<AccountAnswer> { await exists(request) }

    /// Asks until the request was on its way in time, which on a busy machine may take more than one try.
    ///
    /// Of what was not sent nobody hears, so that the server has one request in the end.
    func existsOnceSent() async -> String {
        let limit = ContinuousClock.now + .seconds(60)
        var told: String
        repeat { told = await exists().line } while told.hasPrefix("not sent: ") && ContinuousClock.now < limit
        return told
    }
}

extension Exchange {
    /// What happened, in one line.
    var line: String {
        switch self {
        case .notSent(.proxyFailed(let fault)): "not sent: proxyFailed(\"\(fault.phrase)\")"
        case .notSent(.invalidRequest(let fault)): "not sent: invalidRequest(\"\(fault.phrase)\")"
        case .notSent(let unsent): "not sent: \(unsent)"
        case .broken(let broken): "broken: \(broken)"
        case .answered(let response):
            "\(response.status)" + (response.retryAfter.map { " after \($0.components.seconds)" } ?? "")
                + " \(response.body.line)"
        }
    }
}

extension Response.Body {
    fileprivate var line: String {
        switch self {
        case .answer(let answer as AccountAnswer):
            "code \(answer.code.map(String.init) ?? "none"), result \(answer.result?.rawValue ?? "none"), message \"\(answer.message)\""
                + (answer.generatedPassword.map { ", password \($0.reveal())" } ?? "")
        case .answer(let fields as [FieldDefinition]): "fields \(fields.map(\.id.rawValue).joined(separator: " "))"
        case .answer(let other): "\(other)"
        case .object(let message, _): "object \"\(message)\""
        case .unreadable(let fault): "unreadable: \(fault.phrase)"
        }
    }
}
