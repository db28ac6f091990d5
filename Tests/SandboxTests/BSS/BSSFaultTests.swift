import Foundation
import Sandbox
import TestKit
import Testing

/// What can go wrong at the BSS, on demand.
@Suite struct BSSFaultTests {
    private func sandbox(_ faults: String..., bss: BSSConfiguration = .small()) async throws -> RunningSandbox {
        try await RunningSandbox(SandboxConfiguration(faults: try faults.map { text in try Fault(text) }), bss: bss)
    }

    private let list = "/api/accounts?pageSize=2&pageIndex="

    @Test(
        arguments: [
            ("500", 500), ("401", 401), ("403", 403), ("503", 503), ("429=7", 429), ("redirect", 307), ("html", 200),
            ("reset", nil), ("truncate", nil), ("slow=1", 200),
        ] as [(String, Int?)]
    )
    func `each endpoint fails as it is told to, for the calls that are named`(fault: String, status: Int?) async throws
    {
        let paths = ["accounts": "/api/accounts", "account": "/api/accounts/12", "subscriptions": "/api/Subscriptions"]
        for (endpoint, path) in paths {
            let sandbox = try await sandbox("\(endpoint):\(fault)@2")
            let token = try await sandbox.token()
            #expect(try await sandbox.bss(path, token: token).status == 200)
            var reply: Reply?
            do {
                reply = try await sandbox.bss(path, token: token)
            } catch is URLError {
                // The connection broke: that is what some faults are.
            }
            #expect(reply?.status == status)
            if fault == "html" { #expect(reply?.body.hasPrefix("<!doctype html>") == true) }
            #expect(try await sandbox.bss(path, token: token).status == 200)
        }
        let sandbox = try await sandbox("token:\(fault)x1")
        #expect((try? await sandbox.logIn())?.status == status)  // As above.
        #expect(try await sandbox.logIn().status == 200)
    }

    @Test(arguments: [("expired", 401), ("expired-500", 500)])
    func `a token that has ended opens nothing until the next login`(fault: String, status: Int) async throws {
        let sandbox = try await sandbox("accounts:\(fault)@2")
        let token = try await sandbox.token()
        #expect(try await sandbox.bss("/api/accounts", token: token).status == 200)
        for path in ["/api/accounts", "/api/accounts", "/api/accounts/12"] {
            #expect(try await sandbox.bss(path, token: token).status == status)
        }
        let next = try await sandbox.token()
        #expect(next != token)
        #expect(try await sandbox.bss("/api/accounts", token: next).status == 200)
    }

    @Test func `a slow answer takes its time`() async throws {
        let sandbox = try await sandbox("accounts:slow=300@2", "accounts:html@2")
        let token = try await sandbox.token()
        _ = try await sandbox.bss("/api/accounts", token: token)
        let start = ContinuousClock.now
        #expect(try await sandbox.bss("/api/accounts", token: token).body.hasPrefix("<!doctype html>"))
        #expect(.now - start >= .milliseconds(300))
    }

    @Test func `a doubled page begins with the last row of the one before`() async throws {
        let sandbox = try await sandbox("accounts:doubled-page")
        #expect(try await sandbox.bss(list + "1").ids == [12, 13])
        #expect(try await sandbox.bss(list + "2").ids == [13, 14, 15])
    }

    @Test func `an account vanishes from one answer`() async throws {
        let sandbox = try await sandbox("accounts:vanish@2", "account:vanish@1")
        #expect(try await sandbox.bss("/api/accounts").ids == [12, 13, 14, 15])
        let reply = try await sandbox.bss("/api/accounts")
        #expect(reply.ids == [12, 13, 15])
        #expect(reply["paging.totalRecords"] as? Int == 4)
        #expect(try await sandbox.bss("/api/accounts").ids == [12, 13, 14, 15])
        #expect(try await sandbox.bss("/api/accounts/12").status == 404)
        #expect(try await sandbox.bss("/api/accounts/12").status == 200)
    }

    @Test func `the number of pages is wrong, and the link leads elsewhere`() async throws {
        let sandbox = try await sandbox(
            "accounts:wrong-pages@1",
            "accounts:wrong-pages=7@2",
            "accounts:foreign-next=81@3"
        )
        let pages = ["1", "1"].map { list + $0 }
        #expect(try await sandbox.bss(pages[0])["paging"] == ["totalPages": 1, "totalRecords": 4] as NSDictionary)
        #expect(try await sandbox.bss(pages[1])["paging.totalPages"] as? Int == 7)
        let next = try #require(try await sandbox.bss(list + "1")["links.next"] as? String)
        #expect(next == "http://localhost:81/api/accounts?pageIndex=2&pageSize=2")
        #expect((try await sandbox.bss(list + "1")["links.next"] as? String)?.hasPrefix(sandbox.url("/")) == true)
    }

    @Test func `while it drifts, an account comes, one changes and one goes before each page`() async throws {
        let sandbox = try await sandbox("accounts:driftx5", bss: BSSConfiguration(.generated(count: 100)))
        let token = try await sandbox.token()
        var names: Set<String> = []
        for _ in 1...5 {
            let reply = try await sandbox.bss("/api/accounts?pageSize=500", token: token)
            #expect(reply["paging.totalRecords"] as? Int == 100)
            names.formUnion(reply.rows.compactMap { $0["name"] as? String }.filter { $0.hasPrefix("Drift") })
        }
        #expect(names == ["Drift 1", "Drift 2", "Drift 3", "Drift 4", "Drift 5"])
        let recent = try await sandbox.bss("/api/accounts?pageSize=12&$orderby=updatedAt%20desc", token: token)
        let emails = recent.rows.compactMap { $0["email"] as? String }.filter { $0.hasPrefix("drift-") }
        #expect(emails.count >= 8 && emails.contains { $0.hasSuffix("@changed.example") })
    }

    @Test func `accounts of the same moment change places from one request to the next`() async throws {
        let sandbox = try await sandbox("accounts:unstable-order", bss: BSSConfiguration(.generated(count: 100)))
        let token = try await sandbox.token()
        let order = ["createdAt", "createdAt%20desc", "updatedAt"]
        for order in order {
            var orders: Set<[Int]> = []
            for _ in 1...3 {
                let reply = try await sandbox.bss("/api/accounts?pageSize=100&$orderby=\(order)", token: token)
                #expect(Set(reply.ids) == Set(1...100))
                let member = order.hasPrefix("c") ? "createdAt" : "updatedAt"
                let moments = reply.rows.compactMap { $0[member] as? String }
                #expect(order.hasSuffix("desc") ? moments == moments.sorted(by: >) : moments == moments.sorted())
                orders.insert(reply.ids)
            }
            #expect(orders.count > 1)
        }
        // So two pages that end in the middle of such accounts may have one twice, and another one never.
        let first = try await sandbox.bss("/api/accounts?pageSize=50&pageIndex=1", token: token).ids
        let second = try await sandbox.bss("/api/accounts?pageSize=50&pageIndex=2", token: token).ids
        #expect(Set(first + second).count < 100)
    }

    @Test(arguments: [
        "accounts:lying-code", "accounts:500-after-execution", "token:expired", "token:drift", "exists:expired",
        "synchronize:drift", "account:doubled-page", "subscriptions:unstable-order", "accounts:slow",
        "accounts:slow=x", "accounts:wrong-pages=", "accounts:foreign-next=99999",
    ])
    func `what cannot befall an endpoint is no fault`(text: String) {
        let problem = #expect(throws: Fault.Problem.self) { try Fault(text) }
        #expect(problem?.description.contains("expired, expired-500, doubled-page, drift") == true)
    }
}
