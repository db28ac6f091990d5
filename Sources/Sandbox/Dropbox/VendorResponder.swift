import Foundation
import HTTPTypes
import Hummingbird

/// Answers requests as the vendor does, or as a fault demands.
struct VendorResponder: Sendable {
    let vendor: Vendor
    let arrivals: Arrivals

    func respond(to request: Request, context: SandboxContext) async throws -> Response {
        let path = request.uri.path
        if request.method == .get, path == "/portal" || path == "/" { return .page(vendor.portal.html) }
        if request.method == .get, path == "/portal.json" {
            return .json(try JSONEncoder().encode(vendor.portal.accounts))
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
        let fault = try arrivals.arrive(call).faults.first
        try await Task.sleep(for: vendor.configuration.latency)
        guard vendor.admits(applicationID: request.headers[.applicationID], apiKey: request.headers[.apiKey]) else {
            return Response(status: .unauthorized)
        }
        if let refusal = try await fault?.refusal(context) { return refusal }
        guard Vendor.method(of: call.endpoint) ?? call.method == call.method else {
            return Response(status: .methodNotAllowed)
        }
        guard let answer = try vendor.answer(call).map(sortedJSON) else { return Response(status: .notFound) }
        return try await fault?.response(answer, context) ?? .json(answer)
    }
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
