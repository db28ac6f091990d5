import Foundation
import TestKit
import Testing

/// The flow among ten thousand accounts.
@Suite(.timeLimit(.minutes(20))) struct ScaleTests {
    @Test func `a reseller and its customer are synchronized in a workspace of 10,000 accounts`() async throws {
        let rows = (1...9_995)
            .map { number in
                let parent = number % 3 == 0 ? "R-1" : ""
                return "\(number + 100),N-\(number),Customer \(number),customer,\(parent),c\(number)@n.example,DE,"
            }
        let stage = try await Stage(Stage.accounts + rows.joined(separator: "\n") + "\n")
        let list = try await stage.program("accounts", "list", "--json")
        #expect((list.json as? NSArray)?.count == 10_000)
        #expect(try await stage.synchronizeReseller().text("externalId") == "dbx-9e377")
        let customer = try await stage.program("synchronize", "N-9993", "--system", "Dropbox", "--json")
        #expect(customer.code == 0)
        #expect(customer.text("state") == "synchronized")
        #expect(customer.text("parent.externalId") == "dbx-9e377")
        let found = try await stage.program(
            "accounts",
            "list",
            "--filter",
            "status:synchronized",
            "--system",
            "Dropbox",
            "--json"
        )
        #expect((0..<2).map { found.text("\($0).code") } == ["N-9993", "R-1"])
        let again = try await stage.program("accounts", "import", "accounts.csv", "--json")
        #expect(again.code == 0)
        #expect(again["unchanged"] == NSNumber(value: 10_000))
        #expect(try stage.executed == 2)
    }
}
