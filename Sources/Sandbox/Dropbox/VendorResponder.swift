import Foundation
import NIOHTTP1

/// Answers requests as the vendor does, or as a fault demands.
struct VendorResponder: Sendable {
    let vendor: Vendor
    let arrivals: Arrivals
    let latency: Duration

    func respond(to request: Request) async throws -> Response {
        let path = request.path
        if request.method == .GET, path == "/portal" || path == "/" { return .page(vendor.portal.html) }
        if request.method == .GET, path == "/portal.json" {
            return .json(try JSONEncoder().encode(vendor.portal.accounts))
        }
        let endpoint = path.split(separator: "/").last.map { $0.lowercased() } ?? ""
        let call = Call(
            method: request.method.rawValue,
            path: path,
            endpoint: endpoint,
            trackID: request["X-CloudPlatform-TrackId"],
            body: try request.text
        )
        let fault = try arrivals.arrive(call).faults.first
        try await Task.sleep(for: latency)
        let id = request["X-CloudPlatform-ApplicationId"]
        guard vendor.admits(applicationID: id, apiKey: request["X-CloudPlatform-APIKey"]) else {
            return Response(status: .unauthorized)
        }
        if let refusal = try await fault?.refusal() { return refusal }
        guard Vendor.method(of: call.endpoint) ?? call.method == call.method else {
            return Response(status: .methodNotAllowed)
        }
        guard let answer = try vendor.answer(call).map(sortedJSON) else { return Response(status: .notFound) }
        return fault?.response(answer) ?? .json(answer)
    }
}
