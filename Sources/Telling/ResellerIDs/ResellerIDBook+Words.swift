package import Accounts
package import Synchronizing

extension ResellerIDBook {
    /// What does not fit, one sentence each.
    package var remarks: [String] {
        guard let label else { return ["\(system) asks for no Reseller ID."] }
        return shared.map { Self.shared($0, label) }
            + resellers.flatMap { reseller in reseller.differing.map { Self.differing($0, reseller, label) } }
            + others.map { "\($0.account.named) carries \(label) \($0.id) without a reseller." }
            + refused.map { Self.refused($0, label) }
    }

    /// What does not fit about one reseller.
    package func remarks(on reseller: Reseller) -> [String] {
        guard let label else { return [] }
        let key = KnownResellerIDs.key(reseller.id)
        return shared.filter { $0.resellers.contains(reseller.account) }.map { Self.shared($0, label) }
            + reseller.differing.map { Self.differing($0, reseller, label) }
            + refused.filter { !key.isEmpty && KnownResellerIDs.key($0.id) == key }
            .map { Self.refused($0, label) }
    }

    private static func shared(_ shared: Shared, _ label: String) -> String {
        "\(label) \(shared.id) is under \(shared.resellers.count) resellers: \(shared.resellers.map(\.named).joined(separator: ", "))."
    }

    private static func differing(_ customer: Customer, _ reseller: Reseller, _ label: String) -> String {
        let theirs = customer.id.isEmpty ? "carries no \(label)" : "carries \(label) \(customer.id)"
        let own = reseller.id.isEmpty ? "has none" : "has \(reseller.id)"
        return "\(customer.account.named) \(theirs), its reseller \(reseller.account.named) \(own)."
    }

    private static func refused(_ refused: Refused, _ label: String) -> String {
        let times =
            refused.count == 1
            ? "was in a request that was refused" : "was in \(refused.count) requests that were refused"
        let time = "\(refused.count == 1 ? "" : "the last ")\(refused.last.at.day)"
        let last = "\(time) for \(refused.account.named)\(refused.last.words.quotedBehindColon)"
        return
            "\(label) \(refused.id) \(times), \(last)\(refused.isAccepted ? "; it was accepted in another one" : "")."
    }
}

extension RefusedAttempt {
    /// The vendor's words; empty if it gave no reason.
    package var words: String { reason.flatMap { $0.isSilent ? nil : $0.phrase.trimmed } ?? "" }
}

extension Phrases {
    package static func fieldsUnknown(_ system: SystemName) -> String {
        "The fields of \(system) are not known: \(ShellCommand("options CODE --system \(system)")) asks for them."
    }

    package static func resellersBelow(_ system: SystemName) -> String { "No reseller is known at \(system)." }
}

package enum ResellerIDWords {
    package static let reading = "reading the whole book …"
    package static let noReseller = "this line is not about a single reseller"
    package static let allFit = "everything fits"
    package static let oneSystem = "there is only one system"

    package static func counts(_ book: ResellerIDBook) -> String {
        let (resellers, remarks) = (book.resellers.count, book.remarks.count)
        return
            "\(resellers.grouped) reseller\(resellers == 1 ? "" : "s"), \(remarks == 0 ? allFit : "\(remarks.grouped) that \(remarks == 1 ? "does" : "do") not fit")"
    }

    package static func origin(_ reseller: ResellerIDBook.Reseller) -> String {
        "\(reseller.account.named) \(reseller.provenance.phrase); \(reseller.carriers.grouped) of its customers \(reseller.carriers == 1 ? "carries" : "carry") it, \(reseller.differing.count.grouped) another."
    }
}
