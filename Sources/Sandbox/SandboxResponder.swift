import NIOHTTP1

/// Sends each request to whom its path belongs: to the BSS by the paths that it has, all others to the vendor.
struct SandboxResponder: Sendable {
    let vendor: VendorResponder
    let bss: BSSResponder?
    let onFailure: @Sendable (SandboxFailure) -> Void

    /// Responds to whatever goes wrong here with an empty 500.
    func respond(to request: Request) async -> Response {
        do {
            if let bss, let route = BSSRoute(path: request.path) { return try await bss.respond(to: request, route) }
            return try await vendor.respond(to: request)
        } catch {
            if let failure = error as? SandboxFailure { onFailure(failure) }
            return Response(status: .internalServerError)
        }
    }
}
