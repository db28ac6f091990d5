import Hummingbird

/// Sends each request to whom its path belongs: to the BSS by the paths that it has, all others to the vendor.
struct SandboxResponder: HTTPResponder {
    typealias Context = SandboxContext
    let vendor: VendorResponder
    let bss: BSSResponder?
    let onFailure: @Sendable (SandboxFailure) -> Void

    func respond(to request: Request, context: SandboxContext) async throws -> Response {
        do {
            if let bss, let route = BSSRoute(path: request.uri.path) {
                return try await bss.respond(to: request, route, context)
            }
            return try await vendor.respond(to: request, context: context)
        } catch let failure as SandboxFailure {
            onFailure(failure)
            throw failure
        }
    }
}
