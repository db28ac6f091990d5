import Foundation
import TestKit
import Testing

/// The BSS in Python is what it says, so that a client that is tested by it is tested by that.
@Suite(.timeLimit(.minutes(20))) struct PythonBSSTests {
    private let directory: TemporaryDirectory
    private let bss: PythonBSS

    init() throws {
        directory = try TemporaryDirectory()
        try PythonBSS.write(Self.accounts, to: directory.file("accounts.json"))
        bss = try PythonBSS(accountsAt: directory.file("accounts.json"))
    }

    /// A reseller and 150 customers, each created later than the one before.
    private static var accounts: [PythonBSS.Account] {
        (1...151)
            .map { id in
                let minute = String(id / 60 + 10) + ":" + String(id % 60 + 100).suffix(2)
                var account = PythonBSS.Account(
                    id: id,
                    code: id == 1 ? "R-1" : "C-\(id)",
                    name: "Ὄνομα \(id)",
                    created: "2026-11-03T\(minute):09",
                    updated: "2026-11-04T\(minute):09.5"
                )
                account.reseller = id == 1
                account.parent = id == 1 ? nil : 1
                return account
            }
    }

    private func logIn(password: String = PythonBSS.password) async throws -> Reply {
        let client = "\(PythonBSS.clientKey):\(PythonBSS.clientSecret)"
        return try await Reply.ask(
            bss.url("/oauth/token"),
            "grant_type=password&username=\(PythonBSS.username.encoded)&password=\(password.encoded)",
            headers: [
                "Authorization": "Basic " + Data(client.utf8).base64EncodedString(),
                "Content-Type": "application/x-www-form-urlencoded",
            ]
        )
    }

    private func read(_ path: String) async throws -> Reply {
        let token = try #require(try await logIn().object?["access_token"] as? String)
        return try await Reply.ask(
            bss.url(path),
            headers: ["Authorization": "Bearer \(token)", "X-Api-Version": "2.2"]
        )
    }

    @Test func `it checks who reads it`() async throws {
        #expect(try await logIn(password: "other")["error"] as? String == "invalid_grant")
        #expect(try await Reply.ask(bss.url("/api/accounts"), headers: ["X-Api-Version": "2.2"]).status == 401)
    }

    @Test func `its pages are bare lists of 100 at most, however many are asked for`() async throws {
        let pages = [
            try await read("/api/accounts?pageIndex=1&pageSize=500&$orderby=createdAt"),
            try await read("/api/accounts?pageIndex=2&pageSize=500&$orderby=createdAt"),
            try await read("/api/accounts?pageIndex=3&pageSize=500&$orderby=createdAt"),
        ]
        #expect(pages.map { ($0.json as? NSArray)?.count } == [100, 51, 0])
        #expect(pages[0]["0.Id"] as? String == "1")
        #expect(pages[0]["1.billToAccount.ID"] as? String == "1")
        #expect(pages[0]["2.billToAccountID"] as? Int == 1)
        #expect(pages[0]["3.BillToAccount"] as? String == "1")
        // Seven digits, three, none.
        #expect(Set((1...3).compactMap { (pages[0]["\($0).createdAt"] as? String)?.count }) == [27, 23, 19])
    }

    @Test func `it sees what its file says now`() async throws {
        var accounts = Self.accounts
        accounts[4].email = "new@x.example"
        accounts[4].updated = "2026-11-09T10:00:00.1234567"
        accounts.remove(at: 7)
        try PythonBSS.write(accounts, to: directory.file("accounts.json"))
        #expect(try await read("/api/accounts?$orderby=updatedAt%20desc")["0.Email"] as? String == "new@x.example")
        #expect(try await read("/api/accounts/8").status == 404)
        #expect(try await read("/api/accounts?$filter=updatedAt%20gt%20datetime'2026-11-01'").status == 400)
        #expect(
            try await read("/api/accounts?$filter=id%20eq%205")["0.UpdatedAt"] as? String
                == "2026-11-09T10:00:00.1234567"
        )
    }
}
