import Foundation
import Sandbox
import TestKit
import Testing

/// A BSS whose accounts are computed.
@Suite struct GeneratedTests {
    /// Reads all pages in an order.
    private func all(_ sandbox: RunningSandbox, _ order: String, size: Int = 500) async throws -> [NSDictionary] {
        let token = try await sandbox.token()
        var rows: [NSDictionary] = []
        for page in 1...Int.max {
            let path = "/api/accounts?pageIndex=\(page)&pageSize=\(size)&$orderby=\(order.encoded)"
            let reply = try await sandbox.bss(path, version: "2.2", token: token)
            rows += reply.rows
            if reply.rows.count < size { return rows }
        }
        return rows
    }

    @Test(arguments: [1, 2, 9, 10, 11, 40, 997, 1_000])
    func `every account comes once, in the order that is asked for`(count: Int) async throws {
        let sandbox = try await RunningSandbox(bss: BSSConfiguration(.generated(count: count)))
        for (order, member) in [("createdAt", "createdAt"), ("updatedAt", "updatedAt")] {
            let rows = try await all(sandbox, order)
            #expect(Set(rows.compactMap { $0["id"] as? Int }) == Set(1...count))
            #expect(rows.count == count)
            let moments = rows.compactMap { $0[member] as? String }
            #expect(moments == moments.sorted())
            let turned = try await all(sandbox, order + " desc")
            #expect(turned.compactMap { $0["id"] as? Int } == rows.reversed().compactMap { $0["id"] as? Int })
        }
    }

    @Test func `a tenth are resellers, most customers have one, and moments are shared`() async throws {
        let sandbox = try await RunningSandbox(bss: BSSConfiguration(.generated(count: 1_000)))
        let rows = try await all(sandbox, "createdAt")
        let resellers = rows.filter { $0["enableReselling"] as? Bool == true }
        #expect(resellers.count == 100)
        let ids = Set(resellers.compactMap { $0["id"] as? Int })
        let below = rows.filter {
            ids.contains($0["billToAccountId"] as? Int ?? 0) && !ids.contains($0["id"] as? Int ?? 0)
        }
        #expect((850...900).contains(below.count))
        // Some come before their reseller does.
        #expect(below.contains { ($0["id"] as? Int ?? 0) < ($0["billToAccountId"] as? Int ?? 0) })
        #expect(Set(rows.compactMap { $0["code"] as? String }).count == 1_000)
        #expect(Set(rows.compactMap { $0["createdAt"] as? String }).count == 25)
        #expect(rows.allSatisfy { ($0["createdAt"] as? String ?? "") <= ($0["updatedAt"] as? String ?? "") })
    }

    @Test(.timeLimit(.minutes(20)))
    func `any page of a million is quick, and so is an account by its id`() async throws {
        let sandbox = try await RunningSandbox(bss: BSSConfiguration(.generated(count: 1_000_000)))
        let token = try await sandbox.token()
        // A scan of a million for each of them would take longer than the time limit.
        for order in ["createdAt", "updatedAt desc"] {
            for page in [1, 2, 50_000, 100_000, 150_000, 199_999, 200_000] {
                let path = "/api/accounts?pageSize=5&pageIndex=\(page)&$orderby=\(order.encoded)"
                let reply = try await sandbox.bss(path, token: token)
                #expect(reply.rows.count == 5)
                #expect(reply["paging"] == ["totalPages": 200_000, "totalRecords": 1_000_000] as NSDictionary)
            }
        }
        for id in [1, 777_777, 1_000_000] {
            #expect(try await sandbox.bss("/api/accounts?$filter=id%20eq%20\(id)", token: token).ids == [id])
        }
        #expect(try await sandbox.bss("/api/accounts/1000000", token: token)["code"] as? String == "R-1000000")
        #expect(try await sandbox.bss("/api/accounts/1000001", token: token).status == 404)
        let filter = "createdAt gt datetime'2024-10-26'".encoded
        #expect(try await sandbox.bss("/api/accounts?$filter=\(filter)", token: token).rows.count == 50)
    }

    @Test func `changes at random leave the lists as a plain list would have them`() async throws {
        let count = 60
        let sandbox = try await RunningSandbox(bss: BSSConfiguration(.generated(count: count)))
        var random = SystemRandomNumberGenerator()
        let token = try await sandbox.token()
        var created = try await ids(sandbox, "createdAt", token)
        var updated = try await ids(sandbox, "updatedAt", token)
        for step in 0..<150 {
            let known = created.randomElement(using: &random)
            switch (Int.random(in: 0..<3, using: &random), known) {
            case (0, _), (_, nil):
                // Now and then one comes back that was there before.
                let free = (1...count).filter { !created.contains($0) }.randomElement(using: &random)
                let id = step.isMultiple(of: 2) ? free.map { #","id":\#($0)"# } : nil
                let reply = try await sandbox.changeBSS("/bss/accounts", #"{"name":"N"\#(id ?? "")}"#)
                let new = try #require(reply["id"] as? Int)
                created.append(new)
                updated.append(new)
            case (1, let known?):
                let reply = try await sandbox.changeBSS("/bss/accounts/\(known)", #"{"phone":"\#(step)"}"#)
                #expect(reply["phone"] as? String == String(step))
                updated.removeAll { $0 == known }
                updated.append(known)
            case (_, let known?):
                let reply = try await Reply.ask(sandbox.url("/bss/accounts/\(known)"), method: "DELETE")
                #expect(reply.status == 204)
                created.removeAll { $0 == known }
                updated.removeAll { $0 == known }
            }
        }
        #expect(try await ids(sandbox, "createdAt", token) == created)
        #expect(try await ids(sandbox, "updatedAt", token) == updated)
        #expect(try await ids(sandbox, "updatedAt desc", token) == updated.reversed())
    }

    private func ids(_ sandbox: RunningSandbox, _ order: String, _ token: String) async throws -> [Int] {
        try await sandbox.bss("/api/accounts?pageSize=500&$orderby=\(order.encoded)", token: token).ids
    }
}
