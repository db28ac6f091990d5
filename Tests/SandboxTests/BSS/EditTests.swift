import Foundation
import Sandbox
import TestKit
import Testing

/// The page by which people change the BSS, and what becomes of their changes.
@Suite struct EditTests {
    private func post(_ sandbox: RunningSandbox, _ path: String, _ form: String) async throws -> Reply {
        let headers = ["Content-Type": "application/x-www-form-urlencoded"]
        return try await Reply.ask(sandbox.url(path), form, headers: headers)
    }

    @Test func `the page has a form for each account, with everything escaped`() async throws {
        let sandbox = try await RunningSandbox(bss: .small())
        let evil = #"{"name":"<script>\"'&amp;</script>","email":"\"><b>"}"#
        #expect(try await sandbox.changeBSS("/bss/accounts/14", evil).status == 200)
        let page = try await Reply.ask(sandbox.url("/bss")).body
        #expect(page.contains("&lt;script&gt;&quot;&#39;&amp;amp;&lt;/script&gt;"))
        #expect(!page.contains("<script>") && !page.contains("<b>"))
        #expect(page.contains(#"action="/bss/accounts/13""#))
        #expect(page.contains(#"name="parent" value="R-1""#))
        #expect(!(try await Reply.ask(sandbox.url("/bss?q=%22%3E%3Ci%3E")).body.contains("<i>")))
    }

    @Test func `the page is searched, and shows 50 at a time`() async throws {
        let sandbox = try await RunningSandbox(bss: BSSConfiguration(.generated(count: 120)))
        func shown(_ query: String) async throws -> (forms: Int, isFollowed: Bool) {
            let page = try await Reply.ask(sandbox.url("/bss" + query)).body
            return (page.components(separatedBy: "/order\"").count - 1, page.contains(">Next<"))
        }
        #expect(try await shown("") == (50, true))
        #expect(try await shown("?page=3") == (20, false))
        #expect(try await shown("?q=ACCOUNT-&page=2") == (50, true))
        #expect(try await shown("?q=R-0000001") == (1, false))
        #expect(try await shown("?q=nobody-has-this") == (0, false))
    }

    @Test func `a form changes an account, which is then the last one that was updated`() async throws {
        let sandbox = try await RunningSandbox(bss: .small())
        let before = try await sandbox.bss("/api/accounts/13")
        let form =
            "name=O%27Brien+%26+Sons&email=new%2B1%40x.example&phone=1&country=IE&parent=&back=q%3DC-1%26page%3D1"
        let reply = try await post(sandbox, "/bss/accounts/13", form)
        #expect(reply.status == 303)
        let after = try await sandbox.bss("/api/accounts/13")
        #expect(after["name"] as? String == "O'Brien & Sons")
        #expect(after["email"] as? String == "new+1@x.example")
        #expect(after["address.countryCode"] as? String == "IE")
        #expect(after["address.countryName"] as? String == "Ireland")
        #expect(after["createdAt"] == before["createdAt"])
        #expect(try #require(after["updatedAt"] as? String) > (try #require(before["updatedAt"] as? String)))
        #expect(try await sandbox.bss("/api/accounts?$orderby=updatedAt%20desc").ids.first == 13)
    }

    @Test func `JSON changes what it names, and null and a code are a parent too`() async throws {
        let sandbox = try await RunningSandbox(bss: .small())
        func payer(_ id: Int) async throws -> Int? {
            try await sandbox.bss("/api/accounts/\(id)")["billToAccount.id"] as? Int
        }
        _ = try await sandbox.changeBSS(
            "/bss/accounts/15",
            #"{"parent":"R-1","resellingEnabled":true,"creditLimit":7}"#
        )
        #expect(try await payer(15) == 12)
        #expect(try await sandbox.bss("/api/accounts/15")["resellingEnabled"] as? Bool == true)
        #expect(try await sandbox.bss("/api/accounts/15")["creditLimit"] as? Int == 7)
        #expect(try await sandbox.bss("/api/accounts/15")["name"] as? String == "Zürich")
        _ = try await sandbox.changeBSS("/bss/accounts/15", #"{"parent":999}"#)
        #expect(try await payer(15) == 999)
        _ = try await sandbox.changeBSS("/bss/accounts/15", #"{"parent":null}"#)
        #expect(try await payer(15) == nil)
        for wrong in [#"{"colour":"red"}"#, #"{"parent":"nobody"}"#, #"{"name":["x"]}"#, "[]", "no"] {
            #expect(try await sandbox.changeBSS("/bss/accounts/15", wrong).status == 400, "\(wrong)")
        }
        #expect(try await sandbox.changeBSS("/bss/accounts/99", "{}").status == 404)
    }

    @Test func `an account is added and deleted, and one with the same id may come back`() async throws {
        let sandbox = try await RunningSandbox(bss: .small())
        let new = try await sandbox.changeBSS("/bss/accounts", #"{"name":"New","code":"C-9","parent":"R-1"}"#)
        #expect(new.status == 201)
        #expect(new["id"] as? Int == 16)
        #expect(try await post(sandbox, "/bss/accounts", "name=Another&parent=R-1").status == 303)
        #expect(try await post(sandbox, "/bss/accounts/13", "delete=yes&name=ignored").status == 303)
        #expect(try await sandbox.bss("/api/accounts").ids == [12, 14, 15, 16, 17])
        #expect(try await sandbox.bss("/api/accounts")["paging.totalRecords"] as? Int == 5)
        #expect(try await sandbox.bss("/api/accounts/13").status == 404)
        #expect(try await sandbox.bss("/api/accounts?$filter=id%20eq%2013").ids == [])
        #expect(try await sandbox.changeBSS("/bss/accounts/13", "{}", method: "DELETE").status == 404)
        #expect(try await sandbox.changeBSS("/bss/accounts", #"{"id":13,"name":"Back"}"#).status == 201)
        #expect(try await sandbox.changeBSS("/bss/accounts", #"{"id":13}"#).status == 409)
        for wrong in ["0", "-1", "9223372036854775807"] {
            #expect(try await sandbox.changeBSS("/bss/accounts", #"{"id":\#(wrong)}"#).status == 400)
        }
        #expect(try await sandbox.bss("/api/accounts").ids == [12, 14, 15, 16, 17, 13])
    }

    @Test func `an order shows among the subscriptions of its account`() async throws {
        let sandbox = try await RunningSandbox(bss: .small())
        #expect(try await sandbox.bss("/api/Subscriptions").rows == [])
        let order = try await sandbox.changeBSS("/bss/accounts/13/order", #"{"product":"Dropbox","quantity":5}"#)
        #expect(order.status == 201)
        #expect(try await post(sandbox, "/bss/accounts/14/order", "name=x&back=page%3D1").status == 303)
        #expect(try await sandbox.changeBSS("/bss/accounts/99/order", "{}").status == 404)
        let filter = "billingToId eq 13 and createdAt gt datetime'2020-01-01'".encoded
        let found = try await sandbox.bss("/api/Subscriptions?$filter=" + filter)
        #expect(found["paging.totalRecords"] as? Int == 1)
        let subscription = try #require(found.rows.first)
        #expect(UUID(uuidString: subscription["id"] as? String ?? "") != nil)
        #expect(subscription["name"] as? String == "Dropbox")
        #expect(subscription["quantity"] as? Int == 5)
        #expect(subscription["billingTo"] as? NSDictionary == ["id": 13, "name": "O'Brien"])
        #expect((subscription["createdAt"] as? String)?.count == 23)
        #expect(try await sandbox.bss("/api/subscriptions", version: "2.2").rows.count == 2)
        #expect(try await sandbox.bss("/api/subscriptions?$filter=id%20eq%201").status == 400)
    }

    @Test func `changes are there after a restart, and a line that was cut off counts as never written`() async throws {
        let directory = try TemporaryDirectory()
        let configuration = BSSConfiguration.small { $0.stateFile = directory.file("bss.jsonl") }
        let first = try await RunningSandbox(bss: configuration)
        _ = try await first.changeBSS("/bss/accounts/14", #"{"email":"a@x.example"}"#)
        _ = try await first.changeBSS("/bss/accounts", #"{"name":"New"}"#)
        _ = try await first.changeBSS("/bss/accounts/12/order", "{}")
        _ = try await first.changeBSS("/bss/accounts/15", "{}", method: "DELETE")
        let ids = try await first.bss("/api/accounts?$orderby=updatedAt").ids
        #expect(ids == [12, 13, 14, 16])
        await first.stop()
        try directory.write("bss.jsonl", try directory.text("bss.jsonl") + #"{"deleted":{"id":1"#)
        let second = try await RunningSandbox(bss: configuration)
        #expect(try await second.bss("/api/accounts?$orderby=updatedAt").ids == ids)
        #expect(try await second.bss("/api/accounts/14")["email"] as? String == "a@x.example")
        #expect(try await second.bss("/api/subscriptions").rows.count == 1)
        #expect(try await second.changeBSS("/bss/accounts", #"{"name":"Next"}"#)["id"] as? Int == 17)
        await second.stop()
        let other = BSSConfiguration(.generated(count: 9), stateFile: configuration.stateFile)
        await #expect(throws: SandboxFailure.self) { _ = try await RunningSandbox(bss: other) }
    }

    @Test func `all accounts are there as data, whatever befalls the API`() async throws {
        let faults = try ["token:500", "accounts:500"].map { text in try Fault(text) }
        let sandbox = try await RunningSandbox(SandboxConfiguration(faults: faults), bss: .small())
        _ = try await sandbox.changeBSS("/bss/accounts/12", "{}", method: "DELETE")
        let all = try await Reply.ask(sandbox.url("/bss.json"))
        #expect(all.ids == [13, 14, 15])
        #expect(all["0.billToAccount.id"] as? Int == 12)
        let many = try await RunningSandbox(bss: BSSConfiguration(.generated(count: 100_001)))
        #expect(try await Reply.ask(many.url("/bss.json")).status == 400)
    }

    @Test func `a page of another origin changes nothing`() async throws {
        let sandbox = try await RunningSandbox(bss: .small())
        for (origin, status) in [("http://evil.example", 403), ("null", 403), (sandbox.url(""), 303)] {
            let headers = ["Content-Type": "application/x-www-form-urlencoded", "Origin": origin]
            let reply = try await Reply.ask(sandbox.url("/bss/accounts/14"), "name=Other", headers: headers)
            #expect(reply.status == status)
            let name = try await sandbox.bss("/api/accounts/14")["name"] as? String
            #expect(name == (status == 303 ? "Other" : "Bäckerei Sonne"))
        }
    }

    @Test func `what cannot be kept does not happen`() async throws {
        let directory = try TemporaryDirectory()
        let state = directory.file("bss.jsonl")
        let sandbox = try await RunningSandbox(bss: .small { $0.stateFile = state })
        try FileManager.default.removeItem(atPath: state)
        try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: false)
        #expect(try await sandbox.changeBSS("/bss/accounts/14", #"{"name":"Other"}"#).status == 500)
        #expect(try await sandbox.bss("/api/accounts/14")["name"] as? String == "Bäckerei Sonne")
    }
}
