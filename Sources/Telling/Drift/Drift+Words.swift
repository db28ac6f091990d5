package import Accounts
package import FoundationEssentials
package import Synchronizing

extension DriftField {
    package var phrase: String {
        switch self {
        case .parentID: "parent's id"
        case .resellerID: "Reseller ID"
        case .name, .email, .country, .parent, .code, .phone, .website, .contact, .address: rawValue
        }
    }
}

extension AccountViews.Line {
    /// What differs, such as `email a@x.example now, b@x.example was sent`.
    package var phrase: String {
        if let book, let sent, book.trimmed != sent.trimmed {
            let now = book.trimmed.isEmpty ? "no \(field.phrase) now" : "\(field.phrase) \(book.trimmed) now"
            return "\(now), \(sent.shownOrNone) was sent"
        }
        return
            "\(field.phrase) \(vendor?.shownOrNone ?? "none") at the vendor, \((sent ?? book)?.shownOrNone ?? "none") here"
    }

    /// The same of a value that was entered in place of the book's, which is no difference; nil if none was.
    package var entered: String? {
        guard isEntered, !differs, let sent else { return nil }
        return "\(field.phrase) \(sent.trimmed) was \(DriftWords.entered).".sentenceStart
    }
}

extension String {
    fileprivate var shownOrNone: String { trimmed.isEmpty ? "none" : trimmed }
}

extension Drift {
    /// What has drifted, without the account's name.
    package var phrase: String {
        switch kind {
        case .changed, .parent: return lines.map(\.phrase).joined(separator: "; ")
        case .gone: return "gone from the BSS, and \(link?.presence ?? "at the vendor")"
        case .unknown:
            guard let customer else { return DriftWords.unlinked }
            let status = customer.statusWord.map { " (\($0) at the vendor)" } ?? ""
            return "\(customer.id) \(customer.name)\(status) is linked to no account here"
        case .twice:
            guard !sharing.isEmpty else { return "the vendor's list names \(customer?.id.rawValue ?? "it") twice" }
            let others = sharing.map { "\($0.account.named) on \($0.link?.system.rawValue ?? "")" }
            return "\(externalID?.rawValue ?? "its id") is the id of \(others.joined(separator: ", ")), too"
        case .missing where isByExists:
            return "synchronized as \(idWords), but the exists call says that it is not there"
        case .missing: return "synchronized as \(idWords), and not in the vendor's list of customers"
        case .otherID:
            return "synchronized as \(idWords), but the exists call returns \(foundID?.rawValue ?? "another id")"
        }
    }

    private var idWords: String { externalID?.rawValue ?? "an account without an id" }

    /// What a person can do about it: nothing is sent from here.
    package var cure: String {
        let names = lines.filter(\.matters).map(\.field.phrase).spokenList
        switch kind {
        case .changed where !matters: return "Nothing: the vendor makes no use of it."
        case .changed: return "Correct the \(names) in the vendor's portal, or in the BSS."
        case .parent: return "Move it in the vendor's portal, or correct the parent in the BSS."
        case .gone: return "Find out why; if it is right, end it in the vendor's portal."
        case .unknown:
            return
                "If one of your accounts is meant, synchronize that one: the exists call finds it, and you can adopt it."
        case .missing:
            return "Find out in the vendor's portal whether it was ended there: it is not created again from here."
        case .otherID: return "Compare both in the vendor's portal: one of the two may be a duplicate."
        case .twice:
            // What was created from here cannot be unlinked.
            guard let account, link?.origin == .adopted else { return "Compare both in the vendor's portal." }
            return "Compare both in the vendor's portal; a wrong adoption is undone by "
                + "\(ShellCommand("unlink \(account.code) --system \(system)"))."
        }
    }

    /// The same for the details of an account, in a few words.
    package var brief: String {
        switch kind {
        case .changed: "differs from what was sent: \(lines.map(\.field.phrase).joined(separator: ", "))"
        case .parent: "another parent than was sent"
        case .gone, .unknown, .twice, .missing, .otherID: phrase
        }
    }
}

extension VendorCustomer {
    /// Its status, in words where the number is known (docs/protocol.md, "The customers' list").
    fileprivate var statusWord: String? {
        switch status {
        case "": nil
        case "0": "provisioned"
        case "1": "deprovisioned"
        case "2": "disabled"
        case "3": "in progress"
        default: "status \(status)"
        }
    }

    /// The same behind what else is said of it.
    fileprivate var statusPhrase: String { statusWord.map { ", \($0)" } ?? "" }
}

extension Link {
    /// How it stands at the vendor.
    fileprivate var presence: String {
        state == .synchronized ? "synchronized as \(shownID) on \(system)" : "\(state.rawValue) on \(system)"
    }
}

extension VendorView {
    /// What the vendor says, in a line.
    package var phrase: String {
        let list = customer.map { customer in
            let domain = customer.domain.isEmpty ? "" : " (\(customer.domain))"
            return "; its list has \(customer.name)\(domain)\(customer.statusPhrase)"
        }
        return "exists: \(exists.phrase)\(list ?? listProblem.map { "; its list cannot be read: \($0.phrase)" } ?? "")"
    }
}

extension AccountViews {
    /// What the vendor says, or that it was not asked.
    package var vendorPhrase: String { vendor?.phrase ?? DriftWords.notAsked }

    /// The id at the vendor that the exists call names in place of the one that is linked.
    package var otherID: ExternalID? {
        guard case .present(let id)? = vendor?.exists, let known = linked.link.externalID, known.folded != id.folded
        else {
            return nil
        }
        return id
    }
}

package enum DriftWords {
    package static let none = "Nothing has drifted: what is linked is as it was sent."
    package static let notAsked = "the vendor was not asked"
    /// What stands beside a value that was entered in place of the book's.
    package static let entered = "entered on purpose"
    package static let nothingLinked = "As far as we know, it is not at any vendor."
    package static let unknown = "—"
    package static let noLine = "there is nothing under the cursor"
    package static let nothingMinor = "nothing else differs"
    package static let unlinked = "it is linked to no account here"
    package static let title = "What differs"

    package static func comparing(_ count: Int) -> String { "comparing what is linked   \(count.accounts)" }

    package static func compared(_ count: Int, _ drifts: Int) -> String {
        "\(drifts.grouped) of what \(count.accounts) on systems were sent with \(drifts == 1 ? "differs" : "differ")"
    }

    package static func counts(_ counts: [Drift.Kind: Int], minor: Int) -> String {
        let parts = Drift.Kind.allCases.compactMap { kind in
            counts[kind].map { "\($0.grouped) \(kind.rawValue)" }
        }
        let more = minor == 0 ? [] : ["\(minor.grouped) that the vendor makes no use of"]
        return (parts + more).joined(separator: ", ")
    }

    /// How many are not listed.
    package static func unlisted(_ listed: Int, of count: Int) -> String {
        "\(listed.grouped) of \(count.grouped) are listed; --limit lists more."
    }

    package static func minorNotListed(_ count: Int) -> String {
        "\(count.accounts) differ\(count == 1 ? "s" : "") only in what the vendor makes no use of; --all lists them."
    }

    package static func listUnread(_ system: SystemName, _ reason: Reason) -> String {
        "The list of \(system) could not be read to its end: \(reason.phrase)."
    }

    package static func noList(_ system: SystemName) -> String {
        "\(system) has no customersList registered: what only the vendor has cannot be found."
    }

    /// What a list says that does not say where it ends.
    package static func perhapsNotWhole(_ system: SystemName) -> String {
        "The list of \(system) may be incomplete, so missing accounts were not looked for."
    }

    package static func asking(_ system: SystemName, _ count: Int) -> String {
        count == 0 ? "asking \(system) …" : "asking \(system)   \(count.accounts)"
    }

    /// That vendors were asked, and what came of it.
    package static func asked(_ systems: [SystemName], at date: Date, _ compared: Int, differing: Int) -> String {
        let names = systems.map(\.rawValue).joined(separator: ", ")
        let found = differing == 0 ? "nothing differs" : "\(differing.grouped) differ\(differing == 1 ? "s" : "")"
        return
            "\(names) \(systems.count == 1 ? "was" : "were") asked at \(date.time): \(compared.grouped) compared, \(found)."
    }

    package static func listEnded(_ system: SystemName) -> String {
        "The list of \(system) was not read to its end, so missing accounts were not looked for."
    }

    /// Of how many accounts nothing is known, since asking about them ended.
    package static func notAllAsked(_ system: SystemName, _ count: Int, _ reason: Reason?) -> String {
        let why = reason.map { ": \($0.phrase)" } ?? ""
        return "\(system) was asked about \(count.accounts), and not about the others\(why)."
    }

    package static var asksAll: String { "\(ShellCommand("drift --ask")) asks about all of them." }
    /// What a signal leaves behind.
    package static let askingEnded = "Ending: what was found so far is listed."

    package static func otherID(_ id: ExternalID) -> String {
        "The exists call returned another id, \(id): there may be a duplicate."
    }

    /// How the account stands on the system.
    package static func state(_ link: Link) -> String {
        "\(link.state.rawValue)\(link.externalID.asWhich) since \(link.changed.stamp)"
    }

    /// The same with what proves it.
    package static func standing(_ link: Link) -> String {
        let proof = link.state == .synchronized ? ", \(link.verification)" : ""
        return "\(state(link))\(proof)"
    }

    package static func sent(_ linked: LinkedAccount) -> String {
        guard let intent = linked.intent else { return "nothing was sent: it was found at the vendor" }
        let whole = intent.traits == nil ? "; an earlier version sent it and kept less" : ""
        return "on \(intent.begun.wall.stamp) by \(intent.by)\(whole)"
    }

    /// What verified an account, beside the word for that.
    package static func by(_ witness: Witness) -> String { "by \(witness.told)" }

    package static func book(_ account: Account) -> String { account.originPhrase ?? "from an earlier import" }
}
