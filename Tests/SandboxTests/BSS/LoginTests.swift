import Foundation
import Sandbox
import TestKit
import Testing

/// Who may read the BSS.
@Suite struct LoginTests {
    @Test func `the right client and user get a token, which opens the API`() async throws {
        let sandbox = try await RunningSandbox(bss: .small())
        let reply = try await sandbox.logIn()
        #expect(reply.status == 200)
        #expect(reply["token_type"] as? String == "bearer")
        #expect(reply["expires_in"] as? Int == 3600)
        let token = try #require(reply["access_token"] as? String)
        #expect(try await sandbox.bss("/api/accounts", token: token).status == 200)
        #expect(try await sandbox.bss("/api/accounts", token: token + "x").status == 401)
        #expect(try await Reply.ask(sandbox.url("/api/accounts"), headers: ["X-Api-Version": "3"]).status == 401)
    }

    @Test(
        arguments: [
            ("wrong:sandbox-client-secret", nil, 401, "invalid_client"),
            ("sandbox-client:wrong", nil, 401, "invalid_client"),
            (nil, "grant_type=password&username=operator&password=wrong", 400, "invalid_grant"),
            (nil, "grant_type=password&username=other&password=sandbox-password", 400, "invalid_grant"),
            (nil, "grant_type=password", 400, "invalid_grant"),
            (nil, "grant_type=client_credentials", 400, "unsupported_grant_type"),
            (nil, #"{"grant_type":"password"}"#, 400, "unsupported_grant_type"),
        ] as [(String?, String?, Int, String)]
    )
    func `wrong credentials are refused in the terms of OAuth`(
        client: String?,
        form: String?,
        status: Int,
        error: String
    ) async throws {
        let sandbox = try await RunningSandbox(bss: .small())
        let usual = "grant_type=password&username=operator&password=sandbox-password"
        let reply = try await sandbox.logIn(
            client: client ?? "sandbox-client:sandbox-client-secret",
            form: form ?? usual
        )
        #expect(reply.status == status)
        #expect(reply["error"] as? String == error)
    }

    @Test func `the client shows itself in the header only, and the password by a form that is posted`() async throws {
        let sandbox = try await RunningSandbox(bss: .small())
        let form = "grant_type=password&username=operator&password=sandbox-password"
        let all = form + "&client_id=sandbox-client&client_secret=sandbox-client-secret"
        #expect(try await Reply.ask(sandbox.url("/oauth/token"), all).status == 401)
        let basic = [
            "Authorization": "Basic " + Data("sandbox-client:sandbox-client-secret".utf8).base64EncodedString()
        ]
        #expect(try await Reply.ask(sandbox.url("/oauth/token?" + form), headers: basic).status == 405)
        let json = basic.merging(["Content-Type": "application/json"]) { $1 }
        #expect(
            try await Reply.ask(sandbox.url("/oauth/token"), form, headers: json)["error"] == "invalid_request"
                as NSString
        )
    }

    @Test func `a token ends after its time`() async throws {
        let sandbox = try await RunningSandbox(bss: .small { $0.tokenLifetime = .zero })
        #expect(try await sandbox.logIn()["expires_in"] as? Int == 0)
        #expect(try await sandbox.bss("/api/accounts").status == 401)
    }

    @Test func `without the option there is no BSS`() async throws {
        let sandbox = try await RunningSandbox()
        #expect(try await sandbox.logIn().status != 200)
        #expect(try await Reply.ask(sandbox.url("/bss")).status != 200)
    }

    @Test func `the log has every request, and nothing that opens the BSS`() async throws {
        let directory = try TemporaryDirectory()
        let sandbox = try await RunningSandbox(
            SandboxConfiguration(logFile: directory.file("log.jsonl")),
            bss: .small()
        )
        let token = try await sandbox.token()
        _ = try await sandbox.logIn(form: "grant_type=password&username=operator&password=almost-right")
        _ = try await sandbox.bss("/api/accounts?pageIndex=1&$filter=id%20eq%2012", token: token)
        _ = try await sandbox.bss("/api/accounts/12", token: token)
        _ = try await sandbox.changeBSS("/bss/accounts/12", #"{"email":"new@northwind.example"}"#)
        let log = try directory.text("log.jsonl")
        let endpoints = try log.split(separator: "\n")
            .map { try JSONSerialization.jsonObject(with: Data($0.utf8)) as? NSDictionary }
            .map { $0?["endpoint"] as? String }
        #expect(endpoints == ["token", "token", "accounts", "account", "bss"])
        #expect(log.contains("pageIndex=1&$filter=id%20eq%2012"))
        for secret in [token, "sandbox-password", "almost-right", "sandbox-client-secret", "grant_type"] {
            #expect(!log.contains(secret))
        }
    }
}
