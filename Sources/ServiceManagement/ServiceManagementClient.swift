import Accounts
import NIOHTTP1
import StrictJSON
import Synchronizing
import Transport

/// The client of one system's service manager (docs/protocol.md, section 1).
struct ServiceManagementClient: ServiceManager {
    let system: ProvisioningSystem
    let headers: RequestHeaders
    let trust: Trust
    let proxies: ProxyRule
    let makeTrackID: @Sendable () -> String
    let followsRedirects: Bool

    func syncOptions() async -> Exchange<[FieldDefinition]> {
        await call(.GET, system.endpoints.syncOptions)
            .read { json in
                guard json.members != nil else { return .unreadable(.notAnObject) }
                do throws(Unreadable) {
                    return try [FieldDefinition].read(json).map { .answer($0) } ?? .object(message: json.message)
                } catch {
                    return .unreadable(error)
                }
            }
    }

    func exists(
        _ request: SyncRequest,
        gate: @escaping @Sendable () async -> Bool
    ) async -> Exchange<AccountAnswer> {
        await call(.POST, system.endpoints.exists, body: AccountBody(request), gate: gate).read(accountAnswer)
    }

    func synchronize(
        _ request: SyncRequest,
        attempt: AttemptID,
        gate: @escaping @Sendable () async -> Bool
    ) async -> Exchange<AccountAnswer> {
        await call(
            .POST,
            system.endpoints.synchronize,
            body: AccountBody(request),
            trackID: attempt.rawValue,
            gate: gate
        )
        .read(accountAnswer)
    }

    func checkSettings() async -> Exchange<[String]> {
        if let url = system.endpoints.fieldsValidate {
            return await call(.POST, url, body: headers.settingsBody)
                .read { json in
                    json.elements.map { .answer($0.map(\.problem)) } ?? .object(message: json.message)
                }
        }
        return await call(.GET, system.endpoints.fieldsGet ?? system.endpoints.syncOptions)
            .read { json in
                json["Fields"]?.elements == nil ? .object(message: json.message) : .answer([])
            }
    }

    func discover() async -> Exchange<ServiceDescription> {
        guard let url = system.endpoints.discovery else {
            return .notSent(.invalidRequest(.noDiscoveryURL))
        }
        return await call(.GET, url)
            .read { json in
                ServiceDescription(json).map { .answer($0) } ?? .object(message: json.message)
            }
    }

    func customers(_ request: CustomersRequest) async -> Exchange<CustomersPage>? {
        guard let url = system.endpoints.customersList else { return nil }
        return await call(.POST, url, body: CustomersBody(request))
            .read { json in CustomersPage(json).map { .answer($0) } ?? .object(message: json.message) }
    }

    private func accountAnswer(_ json: JSON) -> Response<AccountAnswer>.Body {
        guard json.members != nil else { return .unreadable(.notAnObject) }
        do throws(Unreadable) {
            return .answer(try AccountAnswer(json, dialect: system.dialect))
        } catch {
            return .object(message: json.message, error)
        }
    }

    private func call(
        _ method: HTTPMethod,
        _ url: String,
        body: (any Encodable & Sendable)? = nil,
        trackID: String? = nil,
        gate: @escaping @Sendable () async -> Bool = { true }
    ) async -> RawExchange {
        var call = WireCall(
            url: url,
            method: method,
            allowsHTTP: system.allowsHTTP,
            deadline: system.deadline,
            trust: trust,
            proxies: proxies,
            watch: FirstByteWatch(isForOne: !followsRedirects, gate: gate)
        )
        call.followsRedirects = followsRedirects
        do throws(Unsent) {
            call.headers = try headers.headers(trackID: trackID ?? makeTrackID())
        } catch {
            return .notSent(error)
        }
        if let body {
            do {
                call.body = try JSONBody.bytes(of: body)
            } catch {
                return .notSent(.invalidRequest(.body))
            }
        }
        return await call.run()
    }
}

extension RawExchange {
    /// Reads the body of an answer, whatever its status.
    fileprivate func read<Read>(_ read: (JSON) -> Response<Read>.Body) -> Exchange<Read> {
        switch self {
        case .notSent(let unsent): return .notSent(unsent)
        case .broken(let broken): return .broken(broken)
        case .answered(let raw):
            let body: Response<Read>.Body =
                switch raw.body {
                case .answer(let bytes):
                    switch VendorJSON.read(bytes) {
                    case .success(let json): read(json)
                    case .failure(let fault): .unreadable(fault)
                    }
                case .object(_, let fault), .unreadable(let fault): .unreadable(fault)
                }
            return .answered(Response(status: raw.status, retryAfter: raw.retryAfter, body: body))
        }
    }
}

extension JSON {
    /// A problem reported by fields/validate, in the vendor's words: a plain string, or an object's message.
    fileprivate var problem: String { text ?? message }
}
