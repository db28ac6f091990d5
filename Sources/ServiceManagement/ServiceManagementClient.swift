import Accounts
import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import StrictJSON
import Synchronizing

/// The client of one system's service manager (protocol.md, section 1).
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

    func exists(_ request: SyncRequest) async -> Exchange<AccountAnswer> {
        await call(.POST, system.endpoints.exists, body: AccountBody(request)).read(accountAnswer)
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
            watch: FirstByteWatch(isForOne: !followsRedirects, gate: gate)
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
        watch: FirstByteWatch = FirstByteWatch()
    ) async -> RawExchange {
        let target: WebURL
        let proxy: HTTPProxy?
        var request: HTTPClientRequest
        do throws(Unsent) {
            target = try URLRule.read(url, allowsHTTP: system.allowsHTTP)
            proxy = try proxies.proxy(for: target)
            request = HTTPClientRequest(url: target.text)
            request.headers = try headers.headers(trackID: trackID ?? makeTrackID())
        } catch {
            return .notSent(error)
        }
        request.method = method
        if let body {
            do {
                request.body = .bytes(ByteBuffer(bytes: try JSONBody.bytes(of: body)))
            } catch {
                return .notSent(.invalidRequest(.body))
            }
        }
        let client = HTTPClient(
            eventLoopGroup: .singletonMultiThreadedEventLoopGroup,
            configuration: configuration(watch, proxy)
        )
        let exchange = await WireExchange(
            client: client,
            request: request,
            errors: UnsentErrors(host: target.host, proxy: proxy),
            deadline: system.deadline,
            watch: watch
        )
        .run()
        // The only connection is already closed, so a failure here loses nothing.
        try? await client.shutdown()
        // Behind a proxy there is no other way to see the vendor's certificates.
        guard proxy == nil, case .notSent(.tlsFailed(let host, let fault)) = exchange else { return exchange }
        return .notSent(.tlsFailed(host: host, await TLSProbe(trust: trust).explain(fault, of: target)))
    }

    private func configuration(_ watch: FirstByteWatch, _ proxy: HTTPProxy?) -> HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(
            tlsConfiguration: trust.configuration,
            redirectConfiguration: followsRedirects ? .follow(max: 5, allowCycles: false) : .disallow,
            timeout: .init(connect: .nanoseconds(system.deadline.nanoseconds)),
            decompression: .disabled,
            http1_1ConnectionDebugInitializer: { channel in
                watch.prepare(channel).flatMapThrowing { try AnswerOrder.install(in: channel) }
            }
        )
        configuration.httpVersion = .http1Only
        configuration.proxy = proxy?.configuration
        configuration.connectionPool.retryConnectionEstablishment = false
        return configuration
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

extension Duration {
    var nanoseconds: Int64 { components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000 }
}
