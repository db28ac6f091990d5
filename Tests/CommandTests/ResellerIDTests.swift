import Foundation
import TestKit
import Testing

/// `reseller-ids`: the book from the command line.
@Suite(.timeLimit(.minutes(20))) struct ResellerIDTests {
    @Test func `the book is told as a table, as remarks and as JSON`() async throws {
        let stage = try await Stage()
        let program = stage.program
        let early = try await program("reseller-ids")
        #expect(early.code == 0 && early.out.isEmpty)
        #expect(
            early.err
                == "The fields of Dropbox are not known: account-sync options CODE --system Dropbox asks for them.\n"
        )
        #expect(try await stage.synchronizeReseller().code == 0)
        #expect(try await program("synchronize", "C-1", "--system", "Dropbox").code == 0)
        let other = try await program(
            "synchronize",
            "C-2",
            "--system",
            "Dropbox",
            "--set",
            "reseller-id=RS-78",
            "--json"
        )
        #expect(other.code == 0)
        let book = try await program("reseller-ids", "--system", "dropbox", "--json")
        #expect(book.code == 0)
        #expect(book.text("0.resellers.0.resellerId") == "RS-77" && book.text("0.resellers.0.account.code") == "R-1")
        #expect(book["0.resellers.0.customers"] as? Int == 1)
        #expect(book.text("0.resellers.0.differing.0.account.code") == "C-2")
        let text = try await program("reseller-ids")
        #expect(text.out.contains("R-1       Northwind Cloud  RS-77        synchronized"))
        #expect(
            text.out.hasSuffix(
                "Mountain View Manufacturing Ltd (C-2) carries Reseller ID RS-78, its reseller Northwind Cloud (R-1) has RS-77.\n"
            )
        )
        #expect(try await program("reseller-ids", "--system", "nobody").code == 65)
    }
}
