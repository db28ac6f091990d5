package import Accounts
package import Workspace

extension Link {
    /// Whether the vendor's acceptance is proved: R10, as it stands while an account is synchronized.
    package var verification: String { witness?.phrase ?? "accepted, unverified until the first order" }

    /// What is known of it beside its state: how a synchronized account came to be so, else the reason.
    package var standingDetail: String {
        guard state == .synchronized else { return detail }
        guard origin == .adopted else { return verification }
        let how = isUnconfirmed ? "adopted, the vendor did not confirm the id" : "adopted"
        return "\(how), \(witness?.phrase ?? "unverified until the first order")"
    }
}

extension Witness {
    package var phrase: String { "verified by \(told)" }

    /// The order, with its product and date.
    package var told: String { "order \(order)\(product.isEmpty ? "" : " (\(product))") of \(placed.date)" }
}

package enum VerifyWords {
    package static let nothingToAsk = "Nothing to ask: no synchronized account waits for an order."
    /// What a signal leaves behind.
    package static let ended = "Ended: what was verified so far is kept."

    package static func line(_ found: AccountOnSystem) -> String {
        guard let link = found.link else { return "" }
        let order = link.witness?.phrase ?? "no order yet: \(link.verification)"
        return "\(found.account.named) on \(link.system): \(order)"
    }

    package static func counts(_ result: Verified) -> String {
        let count = result.verified.count + result.unverified.count
        // An account may be synchronized on several systems.
        let links = count == result.asked ? "" : ", with \(count.grouped) links to verify"
        return
            "Asked for the orders of \(result.asked.accounts)\(links): \(result.verified.count.grouped) verified now, "
            + "\(result.unverified.count.grouped) without an order that proves it."
    }

    package static func asking(_ count: Int) -> String { "Asking for orders   \(count.accounts)" }

    /// What a pull says about the orders that it asked for.
    package static func afterPull(_ result: Verified) -> String {
        "Verified \(result.verified.count.accounts) by orders, of \(result.asked.grouped) that were asked about."
    }

    package static func stopped(_ words: String) -> String { "Not all orders could be read: \(words)." }
}
