package import Accounts
package import Synchronizing

/// What is said before a decision that cannot be undone.
package enum DecisionWords {
    package static let more = "more"

    package static func adopt(_ open: OpenCase, _ id: ExternalID) -> [String] {
        [
            "\(open.relative.account.name) becomes \(id) at \(open.link.system).",
            "It may be another company's account that the vendor matched by email: look it up in the portal first.",
        ]
    }

    package static let unconfirmedTitle = "Adopt an id that is not confirmed"
    package static let unconfirmedYes = "adopt it unconfirmed"

    package static func adoptUnconfirmed(_ open: OpenCase, _ id: ExternalID, _ verdict: ExistsVerdict) -> [String] {
        [
            "Asked whether \(open.relative.account.name) exists, \(open.link.system) says: \(verdict.phrase).",
            "It will be linked as \(id) anyway and marked unconfirmed.",
            "A wrong id puts orders on another company's account.",
        ]
    }

    package static func sendAgain(_ open: OpenCase) -> [String] {
        [
            "\(open.relative.account.name) is sent to \(open.link.system) a second time.",
            "If the first attempt did create it after all, there will be two: compare in the portal first.",
        ]
            + (open.isExistsProved
                ? []
                : [
                    "This system's exists call has never found an account that we had created: \"not there\" proves little."
                ])
    }

    package static func abandon(_ open: OpenCase) -> [String] {
        [
            "\(open.relative.account.name) is abandoned at \(open.link.system):",
            "nothing is ever sent for it again from here, whatever the vendor has.",
        ]
    }

    package static let abandonYes = "abandon it"

    package static func unlink(_ name: String, _ link: Link) -> [String] {
        [
            "\(name) was adopted as \(link.shownID) at \(link.system).",
            "Unlinking forgets that; nothing changes at the vendor.",
        ]
    }

    package static func portalID(_ system: SystemName) -> String { "The id that the portal of \(system) shows:" }
    package static let askAboutID = "ask the vendor about it"

    package static func type(_ word: String) -> String { "Type \(word) to confirm:" }
    package static func typedOtherwise(_ word: String) -> String {
        "That is not \(word): nothing was done. Type it as it stands here, or Esc."
    }
}
