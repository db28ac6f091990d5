import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// A request and its connection, so that a fault can close it.
struct SandboxContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        channel = source.channel
    }
}

/// Answers requests as the vendor does, or as a fault demands.
struct VendorResponder: HTTPResponder {
    typealias Context = SandboxContext
    let vendor: Vendor
    let onFailure: @Sendable (SandboxFailure) -> Void

    func respond(to request: Request, context: SandboxContext) async throws -> Response {
        do {
            return try await response(to: request, context: context)
        } catch let failure as SandboxFailure {
            onFailure(failure)
            throw failure
        }
    }

    private func response(to request: Request, context: SandboxContext) async throws -> Response {
        let path = request.uri.path
        if request.method == .get, path == "/portal" || path == "/" { return page(vendor.portal.html) }
        if request.method == .get, path == "/portal.json" {
            return json(try JSONEncoder().encode(vendor.portal.accounts))
        }
        let body = try await request.body.collect(upTo: 2 << 20)
        let endpoint = path.split(separator: "/").last.map { $0.lowercased() } ?? ""
        let call = Call(
            method: request.method.rawValue,
            path: path,
            endpoint: endpoint,
            trackID: request.headers[.trackID],
            body: String(buffer: body)
        )
        let fault = try vendor.arrive(call)
        try await Task.sleep(for: vendor.configuration.latency)
        guard vendor.admits(applicationID: request.headers[.applicationID], apiKey: request.headers[.apiKey]) else {
            return Response(status: .unauthorized)
        }
        return try await answer(call, fault, context)
    }

    private func answer(_ call: Call, _ fault: Fault.Kind?, _ context: SandboxContext) async throws -> Response {
        switch fault {
        case .stall:
            try await Task.sleep(for: .seconds(3600))
            return Response(status: .gatewayTimeout)
        case .reset: return try await reset(context)
        case .internalError: return json(Data(#"{"Message":"An error has occurred."}"#.utf8), .internalServerError)
        case .redirect:
            return Response(status: .temporaryRedirect, headers: [.location: "http://127.0.0.1:9/elsewhere"])
        case .unauthorized: return Response(status: .unauthorized)
        case .throttled(let seconds): return Response(status: .tooManyRequests, headers: [.retryAfter: String(seconds)])
        default: break
        }
        guard Vendor.method(of: call.endpoint) ?? call.method == call.method else {
            return Response(status: .methodNotAllowed)
        }
        guard let answer = try vendor.answer(call).map(sortedJSON) else { return Response(status: .notFound) }
        switch fault {
        case .resetAfterExecution: return try await reset(context)
        case .internalErrorAfterExecution:
            return json(Data(#"{"Message":"An error has occurred."}"#.utf8), .internalServerError)
        case .html: return page("<!doctype html><title>Sign in</title><p>Please sign in.</p>")
        case .lyingCode: return json(Data(#"{"Code":7,"Message":"","Result":""}"#.utf8))
        case .drip: return dripping(answer)
        case .truncate: return truncated(answer)
        default: return json(answer)
        }
    }

    private func reset(_ context: SandboxContext) async throws -> Response {
        try await context.channel.close()
        return Response(status: .badGateway)
    }

    private func page(_ html: String) -> Response {
        reply("text/html; charset=utf-8", .init(byteBuffer: ByteBuffer(string: html)))
    }

    private func json(_ data: Data, _ status: HTTPResponse.Status = .ok) -> Response {
        reply("application/json; charset=utf-8", .init(byteBuffer: ByteBuffer(bytes: data)), status)
    }

    private func dripping(_ data: Data) -> Response {
        let body = ResponseBody(contentLength: data.count) { writer in
            for byte in data {
                try await writer.write(ByteBuffer(bytes: [byte]))
                try await Task.sleep(for: .seconds(1))
            }
            try await writer.finish(nil)
        }
        return reply("application/json", body)
    }

    private func truncated(_ data: Data) -> Response {
        let body = ResponseBody(contentLength: data.count) { writer in
            try await writer.write(ByteBuffer(bytes: data.prefix(data.count / 2)))
            throw Truncated()
        }
        return reply("application/json", body)
    }

    private func reply(_ type: String, _ body: ResponseBody, _ status: HTTPResponse.Status = .ok) -> Response {
        Response(status: status, headers: [.contentType: type], body: body)
    }

    private struct Truncated: Error {}
}

extension HTTPField.Name {
    // Letters and hyphens make a valid name.
    // swift-format-ignore: NeverForceUnwrap
    fileprivate static let applicationID = HTTPField.Name("X-CloudPlatform-ApplicationId")!
    // As above: a valid name.
    // swift-format-ignore: NeverForceUnwrap
    fileprivate static let apiKey = HTTPField.Name("X-CloudPlatform-APIKey")!
    // As above: a valid name.
    // swift-format-ignore: NeverForceUnwrap
    fileprivate static let trackID = HTTPField.Name("X-CloudPlatform-TrackId")!
}
