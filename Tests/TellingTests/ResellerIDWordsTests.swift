import Accounts
import Samples
import Telling
import Testing

@testable import Synchronizing

/// What the book of Reseller IDs says of what does not fit.
@Suite struct ResellerIDWordsTests {
    private func book(
        _ resellers: [ResellerIDBook.Reseller] = [],
        label: String? = "Reseller ID",
        shared: [ResellerIDBook.Shared] = [],
        others: [ResellerIDBook.Customer] = [],
        refused: [ResellerIDBook.Refused] = []
    ) -> ResellerIDBook {
        ResellerIDBook(
            system: "Dropbox",
            label: label,
            resellers: resellers,
            shared: shared,
            others: others,
            refused: refused
        )
    }

    private func reseller(_ id: String, _ differing: [ResellerIDBook.Customer]) -> ResellerIDBook.Reseller {
        ResellerIDBook.Reseller(
            account: Samples.reseller,
            id: id,
            state: .synchronized,
            since: Samples.moment().wall,
            provenance: .unsent,
            differing: differing
        )
    }

    private func customer(_ id: String) -> ResellerIDBook.Customer {
        ResellerIDBook.Customer(account: Samples.customer, id: id, state: .synchronized, since: Samples.moment().wall)
    }

    private func refused(_ count: Int, _ words: String, isAccepted: Bool) -> ResellerIDBook.Refused {
        let moment = Samples.moment()
        let intent = Intent(
            attempt: "a",
            account: "3",
            system: "Dropbox",
            claim: .first,
            basis: .init(account: 1, system: 1, definitions: 1, generation: 0),
            parent: nil,
            email: "",
            options: [:],
            begun: moment,
            deadline: moment,
            by: "tester"
        )
        let last = RefusedAttempt(intent, reason: .refused(status: 200, message: words), at: moment.wall)
        return .init(id: "RS-0", count: count, last: last, account: Samples.direct, isAccepted: isAccepted)
    }

    @Test func `each thing that does not fit is a sentence`() {
        let name = ("Northwind Cloud (R-1)", "Bäckerei Sonne GmbH (C-1)")
        #expect(book(label: nil).remarks == ["Dropbox asks for no Reseller ID."])
        #expect(
            book(shared: [.init(id: "RS-1", resellers: [Samples.reseller, Samples.direct])]).remarks
                == ["Reseller ID RS-1 is under 2 resellers: \(name.0), Stadtwerke (Z-1)."]
        )
        #expect(
            book([reseller("RS-1", [customer("RS-2"), customer("")]), reseller("", [customer("RS-2")])]).remarks == [
                "\(name.1) carries Reseller ID RS-2, its reseller \(name.0) has RS-1.",
                "\(name.1) carries no Reseller ID, its reseller \(name.0) has RS-1.",
                "\(name.1) carries Reseller ID RS-2, its reseller \(name.0) has none.",
            ]
        )
        #expect(
            book(others: [customer("RS-3")]).remarks == ["\(name.1) carries Reseller ID RS-3 without a reseller."]
        )
        let day = Samples.moment().wall.day
        #expect(
            book(refused: [refused(1, "no", isAccepted: false), refused(2, "", isAccepted: true)]).remarks == [
                "Reseller ID RS-0 was in a request that was refused, \(day) for Stadtwerke (Z-1): \"no\".",
                "Reseller ID RS-0 was in 2 requests that were refused, the last \(day) for Stadtwerke (Z-1); it was accepted in another one.",
            ]
        )
    }
}
