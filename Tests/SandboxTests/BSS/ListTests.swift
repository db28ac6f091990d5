import Foundation
import Sandbox
import TestKit
import Testing

/// Lists of accounts: shapes, pages, orders, filters.
@Suite struct ListTests {
    @Test func `version 3 has an envelope and its own spellings`() async throws {
        let sandbox = try await RunningSandbox(bss: .small())
        for version in ["3", "latest"] {
            let reply = try await sandbox.bss("/api/accounts?$filter=id%20eq%2013", version: version)
            #expect(reply["paging"] == ["totalPages": 1, "totalRecords": 1] as NSDictionary)
            #expect(reply["links"] == [:] as NSDictionary)
            let account = try #require(reply.rows.first)
            #expect(account["billToAccount"] as? NSDictionary == ["id": 12, "name": "Northwind"])
            #expect(account["creditLimit"] as? Int == 5_000)
            #expect(account["createdAt"] as? String == "2026-01-12T09:00:00.000")
            #expect(account["updatedAt"] as? String == "2026-01-13T09:00:00.000")
            #expect(account["orderingEnabled"] as? Bool == true)
            #expect(account["resellingEnabled"] as? Bool == false)
            #expect(account["website"] as? String == "")
            #expect(account["billToAccountId"] == nil && account["webSite"] == nil && account["enableReselling"] == nil)
        }
    }

    @Test func `versions 2 have a bare list and the older spellings`() async throws {
        let sandbox = try await RunningSandbox(bss: .small())
        for version in ["2.1", "2.2"] {
            let reply = try await sandbox.bss("/api/accounts", version: version)
            #expect(reply.json is NSArray)
            #expect(reply.ids == [12, 13, 14, 15])
            #expect(reply["1.billToAccountId"] as? Int == 12)
            #expect(reply["0.creditLimit"] as? String == "Unlimited")
            #expect(reply["0.enableReselling"] as? Bool == true)
            #expect(reply["1.enableOrdering"] as? Bool == true)
            #expect(reply["0.webSite"] as? String == "")
            #expect(reply["0.website"] == nil && reply["1.billToAccount"] == nil)
        }
        #expect(try await sandbox.bss("/api/accounts/14", version: "2.2")["billToAccountId"] as? Int == 12)
    }

    @Test func `nobody as the payer is null, 0 or the account itself`() async throws {
        let sandbox = try await RunningSandbox(bss: .small())
        // By their ids: 12 and 15 are null in version 2.
        #expect(try await sandbox.bss("/api/accounts/12", version: "2.2")["billToAccountId"] is NSNull)
        #expect(try await sandbox.bss("/api/accounts/12")["billToAccount"] is NSNull)
        for (id, old, new) in [(16, 0, nil), (17, 17, 17)] as [(Int, Int, Int?)] {
            #expect(try await sandbox.changeBSS("/bss/accounts", #"{"name":"New"}"#).status == 201)
            #expect(try await sandbox.bss("/api/accounts/\(id)", version: "2.1")["billToAccountId"] as? Int == old)
            #expect(try await sandbox.bss("/api/accounts/\(id)")["billToAccount.id"] as? Int == new)
        }
    }

    @Test(arguments: [nil, "", "1", "2", "4", "v3"] as [String?])
    func `a version that is missing or unknown is refused`(version: String?) async throws {
        let sandbox = try await RunningSandbox(bss: .small())
        let reply = try await sandbox.bss("/api/accounts", version: version)
        #expect(reply.status == 400)
        #expect((reply["message"] as? String)?.contains("X-Api-Version") == true)
    }

    @Test func `pages follow each other by number and by link, and the last one has no link`() async throws {
        let sandbox = try await RunningSandbox(bss: .small())
        let token = try await sandbox.token()
        var path = "/api/Accounts?pageSize=3&$orderby=updatedAt%20desc"
        let first = try await sandbox.bss(path, token: token)
        #expect(first.ids == [13, 15, 14])
        #expect(first["paging"] == ["totalPages": 2, "totalRecords": 4] as NSDictionary)
        let next = try #require(first["links.next"] as? String)
        #expect(next.hasPrefix(sandbox.url("/api/Accounts?")))
        path = String(next.dropFirst(sandbox.url("").count))
        let second = try await sandbox.bss(path, token: token)
        #expect(second.ids == [12])
        #expect(second["links"] == [:] as NSDictionary)
        #expect(try await sandbox.bss("/api/accounts?pageIndex=3&pageSize=3", token: token).rows == [])
        #expect(try await sandbox.bss("/API/ACCOUNTS?PAGEINDEX=2&PAGESIZE=3", token: token).ids == [15])
    }

    @Test func `a page has 50 rows unless asked, and 500 at most`() async throws {
        let sandbox = try await RunningSandbox(bss: BSSConfiguration(.generated(count: 700)))
        #expect(try await sandbox.bss("/api/accounts").rows.count == 50)
        #expect(try await sandbox.bss("/api/accounts?pageSize=500").rows.count == 500)
        for wrong in ["pageSize=501", "pageSize=0", "pageSize=all", "pageIndex=0", "pageIndex=-1", "pageIndex=x"] {
            #expect(try await sandbox.bss("/api/accounts?" + wrong).status == 400, "\(wrong)")
        }
    }

    @Test(
        arguments: [
            ("createdAt", [12, 13, 14, 15]), ("createdAt desc", [15, 14, 13, 12]), ("updatedAt", [12, 14, 15, 13]),
            ("UpdatedAt desc", [13, 15, 14, 12]), ("name", [14, 12, 13, 15]), ("name desc", [15, 13, 12, 14]),
            ("code", [13, 14, 15, 12]), ("email desc", [12, 14, 15, 13]), ("creditLimit", [14, 13, 15, 12]),
            ("id", nil), ("createdAt asc", nil), ("createdAt desc desc", nil), ("createdAt, name", nil), ("", nil),
        ] as [(String, [Int]?)]
    )
    func `a list is in the order that is asked for, if it is one`(order: String, ids: [Int]?) async throws {
        let sandbox = try await RunningSandbox(bss: .small())
        let reply = try await sandbox.bss("/api/accounts?$orderby=" + order.encoded)
        #expect(reply.status == (ids == nil ? 400 : 200))
        #expect(reply.ids == ids ?? [])
    }

    @Test(
        arguments: [
            ("id eq 13", [13]), ("Id eq '13'", [13]), ("id gt 13", [14, 15]), ("code eq 'C-2'", [14]),
            ("name eq 'O''Brien'", [13]), ("contains(email,'EXAMPLE')", [12, 14]), ("contains( name , 'ä' )", [14]),
            ("billToAccountId eq 12", [13, 14]), ("resellingEnabled eq true", [12]),
            ("resellingEnabled eq 'false' and id gt 13", [14, 15]), ("id eq 12 or id eq 13 and code eq 'none'", [12]),
            ("(id eq 12 or id eq 13) and code eq 'C-1'", [13]), ("id eq 12 and code eq 'C-1'", []),
            ("createdAt gt datetime'2026-01-11'", [12, 13, 14, 15]), ("createdAt gt dateTime'2026-01-13'", []),
            ("updatedAt gt datetime'2026-01-13'", nil), ("createdAt gt datetime'2026-01-12T00:00:00.000'", nil),
            ("createdAt gt '2026-01-12'", nil), ("createdAt gt datetime'2026-02-30'", nil), ("name gt 'A'", nil),
            ("id lt 13", nil), ("phone eq ''", nil), ("id eq", nil), ("id eq 13 and", nil), ("id eq x", nil),
            ("name eq 'open", nil), ("id eq 13)", nil), ("contains(id,'1')", nil), ("", nil),
            ("(((((((((((((((((((((((id eq 13", nil),
        ] as [(String, [Int]?)]
    )
    func `a filter is the documented subset, and anything else is refused`(filter: String, ids: [Int]?) async throws {
        let sandbox = try await RunningSandbox(bss: .small())
        let reply = try await sandbox.bss("/api/accounts?$filter=" + filter.encoded)
        #expect(reply.status == (ids == nil ? 400 : 200))
        #expect(reply.ids == ids ?? [])
        if let ids {
            #expect(reply["paging.totalRecords"] as? Int == ids.count)
            let turned = try await sandbox.bss("/api/accounts?$orderby=createdAt%20desc&$filter=" + filter.encoded)
            #expect(turned.ids == ids.reversed())
        }
    }

    @Test func `a filter by updatedAt is understood where it is switched on`() async throws {
        let sandbox = try await RunningSandbox(bss: .small { $0.filtersByUpdated = true })
        let filter = "updatedAt gt datetime'2026-01-13'".encoded
        for order in ["updatedAt desc", "createdAt", "name"] {
            #expect(try await sandbox.bss("/api/accounts?$filter=\(filter)&$orderby=\(order.encoded)").ids == [13])
        }
    }

    @Test func `one account is found by its id, and the options that the BSS holds for it`() async throws {
        let sandbox = try await RunningSandbox(bss: .small())
        #expect(try await sandbox.bss("/API/accounts/14")["name"] as? String == "Bäckerei Sonne")
        #expect(try await sandbox.bss("/api/accounts/99").status == 404)
        #expect(try await sandbox.bss("/api/Accounts/14/syncoptions")["0.options.0.name"] as? String == "Role")
        #expect(try await sandbox.bss("/api/Accounts/14/SyncOptions/Dropbox").status == 200)
        #expect(try await sandbox.bss("/api/Accounts/14/syncoptions/other").status == 404)
        #expect(try await sandbox.bss("/api/Accounts/99/syncoptions").status == 404)
        // The vendor's own endpoint of that name is still the vendor's.
        #expect(try await sandbox.ask("/api/Dropbox/Accounts/SyncOptions").status == 200)
        #expect(try await sandbox.ask("/api/Accounts/SyncOptions").status == 200)
    }

    @Test func `nothing is written through the API`() async throws {
        let sandbox = try await RunningSandbox(bss: .small())
        let headers = ["Authorization": "Bearer " + (try await sandbox.token()), "X-Api-Version": "3"]
        for path in ["/api/accounts", "/api/accounts/12", "/api/accounts/12/syncoptions", "/api/subscriptions"] {
            for method in ["POST", "PUT", "PATCH", "DELETE"] {
                let reply = try await Reply.ask(sandbox.url(path), "{}", headers: headers, method: method)
                #expect(reply.status == 405)
            }
        }
    }
}
