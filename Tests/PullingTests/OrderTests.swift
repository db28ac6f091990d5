import Accounts
import Foundation
import Pulling
import StrictJSON
import Testing

/// Which orders verify a link.
@Suite struct OrderTests {
    /// Synchronized at 2026-11-03T10:00:00 UTC.
    private func link(_ system: SystemName = "Dropbox", _ state: SyncState = .synchronized) -> Link {
        Link(
            account: "4006",
            system: system,
            state: state,
            externalID: "dbx-1",
            changed: Date(timeIntervalSince1970: 1_793_700_000)
        )
    }

    private func order(_ json: String) throws -> Order? { Order(try JSONReader.read(Array(json.utf8))) }

    private func order(
        _ name: String = "Dropbox Business Standard",
        at time: String = "2026-11-03T10:00:01",
        payer: String = "4006"
    ) throws -> Order {
        try #require(
            try order(#"{"id":"o-1","name":"\#(name)","createdAt":"\#(time)","billingTo":{"id":\#(payer),"name":"N"}}"#)
        )
    }

    @Test func `an order is read in either shape`() throws {
        let read = try #require(
            try order(#"{"ID":7,"product":{"name":"Dropbox"},"createdAt":"2026-11-03","billingToId":"4006","x":[]}"#)
        )
        #expect((read.id, read.product, read.payer) == ("7", "Dropbox", "4006"))
        #expect(read.placed.date == "2026-11-03")
    }

    @Test(arguments: [
        #"{"name":"Dropbox","createdAt":"2026-11-03","billingToId":1}"#, #"{"id":"1","billingToId":1}"#,
        #"{"id":"1","createdAt":"soon","billingToId":1}"#, #"{"id":"1","createdAt":"2026-11-03"}"#,
        #"{"id":"1","createdAt":"2026-11-03","billingTo":{}}"#, "[]", "null",
    ])
    func `what says not who is billed, or when, proves nothing`(json: String) throws {
        #expect(try order(json) == nil)
    }

    @Test func `an order counts that was placed after the account was synchronized`() throws {
        #expect(try order().verifies(link(), at: .dropbox))
        #expect(try !order(at: "2026-11-03T10:00:00").verifies(link(), at: .dropbox))
        #expect(try !order(at: "2026-11-03").verifies(link(), at: .dropbox))
        #expect(try order(at: "2026-11-04").verifies(link(), at: .dropbox))
    }

    @Test func `an order of another account, of another product or for no link proves nothing`() throws {
        #expect(try !order(payer: "4007").verifies(link(), at: .dropbox))
        #expect(try !order("Microsoft 365").verifies(link(), at: .dropbox))
        #expect(try !order("").verifies(link(), at: .dropbox))
        #expect(try !order().verifies(link("Dropbox", .inDoubt), at: .dropbox))
    }

    @Test func `a vendor without a name of its own is known by a word of its system`() throws {
        #expect(try order("Acronis Cyber Protect").verifies(link("Acronis EU"), at: .generic))
        #expect(try !order("Dropbox EU").verifies(link("Acronis EU"), at: .generic))
    }

    @Test func `the first order is the witness`() throws {
        let (late, early) = (try order(at: "2026-11-05"), try order(at: "2026-11-04T09:30:00"))
        let seen = Date(timeIntervalSince1970: 1_800_000_000)
        let witness = Order.witness(among: [late, early], of: link(), at: .dropbox, seen: seen)
        #expect(
            witness == Witness(order: "o-1", product: "Dropbox Business Standard", placed: early.placed, seen: seen)
        )
        #expect(Order.witness(among: [], of: link(), at: .dropbox, seen: seen) == nil)
    }
}
