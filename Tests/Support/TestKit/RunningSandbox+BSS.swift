import Foundation
import Sandbox

/// The sandbox's BSS, asked through a client without the code under test.
extension RunningSandbox {
    /// Logs in, or tries to.
    package func logIn(
        client: String = "\(Sandbox.clientKey):\(Sandbox.clientSecret)",
        form: String = "grant_type=password&username=\(Sandbox.username)&password=\(Sandbox.password)"
    ) async throws -> Reply {
        try await Reply.ask(
            url("/oauth/token"),
            form,
            headers: [
                "Authorization": "Basic " + Data(client.utf8).base64EncodedString(),
                "Content-Type": "application/x-www-form-urlencoded",
            ]
        )
    }

    package func token() async throws -> String {
        let reply = try await logIn()
        guard let token = reply.object?["access_token"] as? String else { throw URLError(.userAuthenticationRequired) }
        return token
    }

    /// Reads from the API; with a token of its own unless one is given.
    package func bss(_ path: String, version: String? = "3", token: String? = nil) async throws -> Reply {
        let usual = if let token { token } else { try await self.token() }
        var headers = ["Authorization": "Bearer " + usual]
        headers["X-Api-Version"] = version
        return try await Reply.ask(url(path), headers: headers)
    }

    /// Changes something by JSON.
    package func changeBSS(_ path: String, _ json: String, method: String = "POST") async throws -> Reply {
        try await Reply.ask(url(path), json, headers: ["Content-Type": "application/json"], method: method)
    }
}
