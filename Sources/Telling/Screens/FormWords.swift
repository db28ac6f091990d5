package import Accounts
package import Synchronizing

package enum FormWords {
    package static let reading = "reading the vendor's fields …"
    package static let stopWaiting = "stop waiting: it goes on, and the log tells how it ended"
    package static let stopChecking = "stop: nothing is sent"
    package static func unasked(_ code: AccountCode) -> Notice {
        .warning("Nothing was sent for \(code): it could not be asked for your consent over another screen.")
            .cure("Save its form again.")
    }
    package static func stopped(_ code: AccountCode) -> Notice {
        .warning("Nothing was sent for \(code): it was still being checked when you stopped it.")
    }

    package static let noReseller = "the account has no reseller"
    package static let nobodyToTake = "there is no reseller to take"
    package static let isLocked = "the fields are locked"
    package static let noForm = "there is no form yet"
    package static let isBeingSent = "it is being sent"
    package static let isOver = "it is over"
    package static func isReadOnly(_ state: SyncState) -> String { "it \(state.predicate)" }

    package static func blocked(_ count: Int) -> Notice {
        .bad("Nothing was sent: \(count == 1 ? "one thing" : "\(count) things") must be corrected first.")
    }

    /// Where a field has a warning that was not shown before.
    package static func worthALook(_ count: Int) -> Notice {
        .warning("Nothing was sent yet: \(count == 1 ? "one thing is" : "\(count) things are") worth a look.")
            .cure("Save again to send the form.")
    }

    package static let parentTitle = "Parent Account: a reseller synchronized here"
    package static let filters = "type to filter"
    package static let ownParent = "the account's own"
    package static let noParent = "no synchronized reseller matches"

    package static func asking(_ system: SystemName) -> String { "asking \(system) whether it exists" }

    /// Where a console only reads.
    package static func notAsked(_ system: SystemName) -> KeyedText {
        "\(system) was not asked whether it exists: \(key: .askFirst) asks"
    }

    /// Where the email was changed since.
    package static func notAskedAboutEmail(_ system: SystemName) -> KeyedText {
        "\(system) was not asked about this email yet: \(key: .askFirst) asks"
    }

    package static func exists(_ verdict: ExistsVerdict, at system: SystemName) -> String {
        switch verdict {
        case .absent: "not at \(system) yet"
        case .present(let id): "already at \(system) as \(id): it can be adopted"
        default: "\(system) cannot be asked: \(verdict.phrase)"
        }
    }

    /// Says that the id which the exists call returned belongs to another account here.
    package static func exists(_ id: ExternalID, of holder: AccountCode, at system: SystemName) -> String {
        "\(system) has \(id), which is \(holder) here"
    }

    package static func reasons(_ link: Link, holder: AccountOnSystem?) -> [KeyedText] {
        let resolve: KeyedText = "Resolve it first: \(key: .cases) lists what needs you."
        switch link.state {
        case .synchronized:
            let how = link.origin == .adopted ? " (adopted)" : ""
            return [
                "synchronized as \(link.shownID)\(how): \(link.verification)",
                "It is never sent again: correct a wrong value in the vendor's portal.",
            ]
        case .inDoubt: return ["in doubt: \(link.detail)", resolve]
        case .sending: return ["it is being sent by \(link.by)"]
        case .conflict:
            return [
                "conflict: the vendor's id \(link.shownID) belongs to \(holder?.named ?? "another account") here",
                resolve,
            ]
        case .abandoned: return ["abandoned: nothing more is sent for it"]
        default: return []
        }
    }

    /// R11: what is said before an account that the platform would create itself is synchronized by hand.
    package static func storefront(_ name: String, at system: SystemName) -> [String] {
        [
            "\(name) is managed by its reseller's Storefront:",
            "the platform creates it at \(system) itself, with its first order there.",
            "Synchronizing it by hand is needed only for orders placed directly in the BSS.",
        ]
    }

    package static let storefrontYes = "synchronize it by hand"

    /// Where the value of a field comes from.
    package static func origin(of field: FormField) -> String {
        field.value.isEmpty && field.provenance == .entered ? "emptied" : field.provenance.phrase
    }

    // The values of a plan use the same words for what a field does not allow.
    package static let setByVendor = "it is set by the vendor"
    package static let notAskedFor = "the vendor does not ask for it any more"
    package static let noFiles = "this console cannot send a file"
}

extension ParentField {
    /// The field's name, as the platform's own portal has it.
    package static let label = "Parent Account"

    package var message: KeyedText {
        switch absence {
        case nil: "\(provenance.phrase)"
        case .reseller: "a reseller has none"
        case .directCustomer: "a direct customer has none"
        case .unnamed: "the BSS names no reseller"
        case .notSynchronized(let reseller):
            "\(reseller.state.cureOfParent): \(key: .resellersForm) opens its form"
        }
    }
}

extension Submission.Stage {
    package var phrase: String {
        switch self {
        case .rereading: "reading the BSS again …"
        case .unread(let asOf): BSSWords.unread(asOf: asOf)
        case .asking: "asking whether it exists …"
        case .committing: "writing down what will be sent …"
        case .sending: "sending, once …"
        case .recording: "writing down the outcome …"
        case .waiting(let duration, let isVendorsWish):
            "waiting \(duration.wholeSeconds) s before the next try\(isVendorsWish ? ", as the vendor asked" : "") …"
        }
    }
}
