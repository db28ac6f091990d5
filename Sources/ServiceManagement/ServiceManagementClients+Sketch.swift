package import Accounts
package import Synchronizing

extension ServiceManagementClients {
    package func sketch(
        _ request: SyncRequest,
        _ call: RequestSketch.Call,
        to system: ProvisioningSystem,
        attempt: AttemptID?
    ) -> RequestSketch? {
        let url = call == .exists ? system.endpoints.exists : system.endpoints.synchronize
        guard let target = try? WebURL(url),  // A broken one is reported where it is used.
            let body = try? JSONBody.text(of: AccountBody(request.withoutSecrets("…")))  // The same.
        else { return nil }
        return RequestSketch(
            call: call,
            method: "POST",
            origin: target.origin,
            host: target.place,
            path: target.path,
            headers: RequestHeaders.sketch(of: system, trackID: attempt?.rawValue),
            body: body
        )
    }
}
