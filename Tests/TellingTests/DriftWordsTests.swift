import Accounts
import Samples
import Telling
import Testing

@testable import Synchronizing

/// What is said about drift: every kind has its sentence and what a person can do.
@Suite struct DriftWordsTests {
    private func drift(_ kind: Drift.Kind, of account: Account? = Samples.direct) -> Drift {
        var drift = Drift(kind, on: "Dropbox EU")
        drift.account = account
        drift.link = account.map { Samples.link($0) }
        return drift
    }

    private func line(_ field: DriftField, _ book: String?, _ sent: String?, matters: Bool = true) -> AccountViews.Line
    {
        AccountViews.Line(field: field, book: book, sent: sent, vendor: nil, differs: true, matters: matters)
    }

    @Test func `each kind says what differs and what to do`() {
        var changed = drift(.changed)
        changed.lines = [line(.email, "b@x.example", "a@x.example"), line(.phone, "", "+49", matters: false)]
        #expect(changed.phrase == "email b@x.example now, a@x.example was sent; no phone now, +49 was sent")
        #expect(changed.cure == "Correct the email in the vendor's portal, or in the BSS.")
        #expect(changed.brief == "differs from what was sent: email, phone")
        changed.lines.insert(line(.name, "New", "Old"), at: 0)
        #expect(changed.cure == "Correct the name and email in the vendor's portal, or in the BSS.")
        changed.lines.removeFirst(2)
        #expect(changed.cure == "Nothing: the vendor makes no use of it.")
        var moved = drift(.parent)
        moved.lines = [line(.parentID, "dbx-2", "dbx-1")]
        #expect(moved.phrase == "parent's id dbx-2 now, dbx-1 was sent")
        #expect(moved.cure.contains("portal"))
        #expect(drift(.gone).phrase == "gone from the BSS, and synchronized as dbx-1 on Dropbox")
        var unknown = drift(.unknown, of: nil)
        unknown.customer = VendorCustomer(id: "dbx-9", name: "Strange Ltd", status: "2")
        #expect(unknown.phrase == "dbx-9 Strange Ltd (disabled at the vendor) is linked to no account here")
        var twice = drift(.twice)
        twice.sharing = [AccountOnSystem(account: Samples.reseller, link: Samples.link(Samples.reseller))]
        #expect(twice.phrase == "dbx-1 is the id of Northwind Cloud (R-1) on Dropbox, too")
        twice.link?.origin = .created
        #expect(twice.cure == "Compare both in the vendor's portal.")
        twice.link?.origin = .adopted
        #expect(twice.cure.hasSuffix("account-sync unlink Z-1 --system 'Dropbox EU'."))
        var named = unknown
        named.kind = .twice
        #expect(named.phrase == "the vendor's list names dbx-9 twice")
    }

    @Test func `a value that was entered on purpose is told as that`() {
        var entered = line(.resellerID, "RS-77", "RS-99")
        #expect(entered.entered == nil)
        (entered.differs, entered.matters, entered.isEntered) = (false, false, true)
        #expect(entered.entered == "Reseller ID RS-99 was entered on purpose.")
    }

    @Test func `an order is told with its product and day`() {
        var link = Samples.link(Samples.reseller)
        #expect(link.verification == "accepted, unverified until the first order")
        link.witness = Witness(
            order: "o-1",
            product: "Dropbox Business",
            placed: Stamp(nanoseconds: 1_793_700_000_000_000_000),
            seen: Samples.moment().wall
        )
        #expect(link.verification == "verified by order o-1 (Dropbox Business) of 2026-11-03")
        link.witness?.product = ""
        #expect(link.verification == "verified by order o-1 of 2026-11-03")
    }
}
