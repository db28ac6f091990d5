import FoundationEssentials
import Samples
import Testing

@testable import Accounts

/// A Reseller ID is compared with those that are known: who has it, and when the vendor refused it.
@Suite struct KnownResellerIDTests {
    private func rules(_ account: Account = Samples.reseller, _ known: KnownResellerIDs) -> [Finding.Rule] {
        var form = SyncForm(Samples.situation(account))
        form.enter("RS-77", in: "reseller-id")
        return form.preflight(PreflightFacts(emailUses: [], resellerIDs: known)).map(\.rule)
    }

    private static let refusal = KnownResellerIDs.Refusal(at: Date(timeIntervalSince1970: 0), words: "No.")

    @Test func `one that another reseller has warns, whatever its case; one's own does not`() {
        var known = KnownResellerIDs()
        known.add(.init(id: Samples.reseller.id, code: "R-1", name: "Northwind Cloud"), under: "RS-77")
        #expect(!rules(known).contains { if case .resellerIDTaken = $0 { true } else { false } })
        known.add(.init(id: "9", code: "R-9", name: "Other"), under: " rs-77")
        #expect(rules(known).contains(.resellerIDTaken(by: "R-9", name: "Other")))
    }

    @Test func `one that was refused warns, unless it was accepted in another request`() {
        var known = KnownResellerIDs()
        known.add(Self.refusal, of: "rs-77")
        known.add(.init(at: Date(timeIntervalSince1970: -9), words: "Earlier."), of: "RS-77")
        #expect(rules(known).contains(.resellerIDRefused(on: Self.refusal.at, words: "No.")))
        known.add(.init(id: Samples.reseller.id, code: "R-1", name: "Northwind Cloud"), under: "RS-77")
        #expect(!rules(known).contains(.resellerIDRefused(on: Self.refusal.at, words: "No.")))
    }

    private func rules(_ known: KnownResellerIDs) -> [Finding.Rule] { rules(Samples.reseller, known) }
}
