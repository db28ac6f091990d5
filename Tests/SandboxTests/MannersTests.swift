import Foundation
import Sandbox
import TestKit
import Testing

/// The sandbox speaks docs/protocol.md, and its portal shows what was created under whom.
@Suite struct MannersTests {
    private func account(_ id: String, name: String = "Name", _ more: String = "") throws -> String {
        let quoted = String(decoding: try JSONEncoder().encode(name), as: UTF8.self)
        return #"{"ID":"\#(id)","Name":\#(quoted),"Email":"\#(id)@x.example"\#(more)}"#
    }

    @Test(arguments: ["syncoptions", "synchronize", "exists", "delete"])
    func `who does not show the right id and key is nobody`(endpoint: String) async throws {
        let sandbox = try await RunningSandbox()
        let body = endpoint == "syncoptions" ? nil : try account("1")
        #expect(try await sandbox.ask("/accounts/\(endpoint)", body, key: "wrong").status == 401)
        #expect(try await sandbox.ask("/accounts/\(endpoint)", body, application: "wrong").status == 401)
        #expect(try await sandbox.ask("/portal.json").body == "[]")
        let upper = Sandbox.applicationID.uppercased()
        #expect(try await sandbox.ask("/accounts/\(endpoint)", body, application: upper).status == 200)
    }

    @Test func `an error of business is HTTP 200 with a code below 0 and words`() async throws {
        let sandbox = try await RunningSandbox()
        let bodies = [
            try account("1", name: ""), try account("1", #","ResellerExternalID":"dbx-none""#), "no json", "{}",
        ]
        for body in bodies {
            let reply = try await sandbox.ask("/accounts/synchronize", body)
            #expect(reply.status == 200)
            #expect(try #require(reply.code) < 0)
            #expect((reply.object?["Message"] as? String)?.isEmpty == false)
        }
        #expect(try await sandbox.ask("/portal.json").body == "[]")
        #expect(try await sandbox.ask("/accounts/nonsense", "{}").status == 404)
        #expect(try await sandbox.ask("/accounts/synchronize").status == 405)
    }

    @Test func `every create makes another account, as the real one does; exists finds by id, then by email`()
        async throws
    {
        let sandbox = try await RunningSandbox()
        let first = try await sandbox.ask("/accounts/synchronize", try account("1")).result
        let second = try await sandbox.ask("/accounts/synchronize", try account("1")).result
        #expect(first != second)
        #expect(try await sandbox.ask("/accounts/exists", try account("1")).result == first)
        let byEmail = #"{"ID":"9","Name":"Other","SyncOptions":{"E-Mail":"1@X.EXAMPLE"}}"#
        #expect(try await sandbox.ask("/accounts/exists", byEmail).result == first)
        #expect(try await sandbox.ask("/accounts/exists", try account("2")).code == 0)
    }

    @Test func `an account with customers stays, one without goes`() async throws {
        let sandbox = try await RunningSandbox()
        let parent = try #require(try await sandbox.ask("/accounts/synchronize", try account("1")).result)
        let child =
            try await sandbox.ask("/accounts/synchronize", try account("2", #","ResellerExternalID":"\#(parent)""#))
            .result
        func delete(_ id: String?) async throws -> Int? {
            try await sandbox.ask("/accounts/delete", try account("x", #","ExternalID":"\#(id ?? "")""#)).code
        }
        #expect(try await delete(parent) == -31)
        #expect(try await delete(child) == 0)
        #expect(try await delete(child) == -30)
        #expect(try await delete(parent) == 0)
    }

    @Test func `a team's name is the account's, cut to 20 scalars`() async throws {
        let sandbox = try await RunningSandbox()
        _ = try await sandbox.ask("/accounts/synchronize", try account("1", name: "Bäckerei Sonne & Söhne GmbH"))
        let page = try await sandbox.ask("/portal").body
        #expect(page.contains("team \"<bdi>Bäckerei Sonne &amp; Söh</bdi>\""))
    }

    @Test func `the portal is a tree: customers under their resellers`() async throws {
        let sandbox = try await RunningSandbox()
        let parent = try #require(
            try await sandbox.ask("/accounts/synchronize", try account("1", name: "Reseller A")).result
        )
        _ = try await sandbox.ask("/accounts/synchronize", try account("2", name: "Alone"))
        _ = try await sandbox.ask(
            "/accounts/synchronize",
            try account("3", name: "Below", #","ResellerExternalID":"\#(parent)""#)
        )
        let page = try await sandbox.ask("/portal").body
        let order = ["Reseller A", "<ul><li><strong><bdi>Below", "</ul></li>", "Alone"]
            .map { page.firstRange(of: $0)?.lowerBound }
        #expect(!order.contains(nil))
        #expect(order.compactMap { $0 } == order.compactMap { $0 }.sorted())
    }

    @Test func `a hostile name is text in the portal, whatever it looks like`() async throws {
        let sandbox = try await RunningSandbox()
        let name = #"<script>alert("x")</script>&amp;'"#
        _ = try await sandbox.ask(
            "/accounts/synchronize",
            try account("1", name: name, #","SyncOptions":{"resellerid":"<b>"}"#)
        )
        let page = try await sandbox.ask("/portal").body
        #expect(!page.contains("<script>"))
        #expect(!page.contains("<b>"))
        #expect(page.contains("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&amp;amp;"))
    }

    @Test(arguments: [
        ("RS-77", "a@b.example", "DE", 0), ("RS-0", "a@b.example", "DE", -43), ("RS-77", "nonsense", "DE", -41),
        ("RS-77", "a@b.example", "", -42),
    ])
    func `credentials are looked at with the first order only`(
        resellerID: String,
        email: String,
        country: String,
        code: Int
    ) async throws {
        let sandbox = try await RunningSandbox()
        let body = """
            {"ID":"1","Name":"n","SyncOptions":{"reseller-id":"\(resellerID)","email":"\(email)"},
             "Address":{"Country":{"Code":"\(country)"}},"CheckOnly":true}
            """
        #expect(try await sandbox.ask("/subscriptions/create", body).code == -40)
        #expect(try await sandbox.ask("/accounts/synchronize", body).code == 0)
        #expect(try await sandbox.ask("/subscriptions/create", body).code == code)
    }
}
