package import Accounts
package import Synchronizing

package enum CaseWords {
    /// How it stands on its system.
    package static func state(_ link: Link) -> String {
        link.state == .atVendor ? "already at \(link.system)" : "\(link.state.rawValue) at \(link.system)"
    }

    package static let over = "Nothing more to do."
    package static let there = "there"
    package static let notThere = "not there"

    package enum Label {
        package static let holder = "Whose id it is"
        package static let sent = "What was sent"
        package static let intent = "When, by whom"
        package static let detail = "How far it got"
        package static let next = "What happens next"
    }

    package static let foundFirst = "nothing: the exists call found it first. The form had:"

    package static let noID: KeyedText = "no id is known: ask the vendor, or type one with \(key: .adoptTyped)"
    package static let noIDInList = "no id is known: ask the vendor first"
    package static let isGivenUp = "it is abandoned already"

    package static func refusal(of order: CaseOrder, in open: OpenCase) -> KeyedText? {
        open.obstacle(to: order)
            .map { obstacle in
                switch obstacle {
                case .notInDoubt: KeyedText(Refusal.notInDoubt)
                case .held(let holder): "\(open.link.externalID?.rawValue ?? "the id") belongs to \(holder.named) here"
                case .noID: noID
                case .nothingSent: KeyedText(Refusal.nothingSent)
                case .givenUp: KeyedText(isGivenUp)
                }
            }
    }

    /// Why nothing can be sent again yet, this many seconds after the case was read; nil if it can be.
    package static func refusalToSendAgain(_ resolution: Resolution, after seconds: Int) -> KeyedText? {
        guard case .ask(let wait) = resolution else { return nil }
        let left = wait.secondsLeft(after: seconds)
        return left > 0
            ? "\"not there\" proves nothing for another \(left) s: then ask again with \(key: .ask)"
            : "ask first with \(key: .ask): it must say \"not there\" now, and once more 30 s earlier"
    }

    package static func next(_ open: OpenCase, _ resolution: Resolution, after seconds: Int) -> KeyedText {
        switch open.link.state {
        case .atVendor, .conflict:
            guard open.holder == nil else {
                return
                    "nothing automatic. Compare both accounts in the portal; then \(key: .adoptTyped) adopts another id, or \(key: .abandon) abandons it."
            }
            return "nothing automatic. \(key: .adopt) adopts it, if the portal shows that it is this account."
        case .abandoned: return "nothing. If it is at the vendor after all, \(key: .adoptTyped) adopts its id."
        case .inDoubt where open.link.isUnlinked && !resolution.allowsSendingAgain:
            return
                "nothing is linked automatically, since its link was undone. \(key: .ask) asks the vendor; \(key: .adoptTyped) adopts an id, \(key: .abandon) abandons it."
        default: break
        }
        switch resolution {
        case .ask(let wait):
            let left = wait.secondsLeft(after: seconds)
            let asking: KeyedText = "the vendor is asked again automatically; \(key: .ask) asks now."
            return left > 0 ? "\(asking) \"Not there\" proves nothing for another \(left) s." : asking
        case .sendAgain:
            return
                "the vendor has said \"not there\" often and late enough, and is still asked automatically. \(key: .sendAgain) sends it again."
        case .sendAgainUnproved:
            return
                "the vendor has said \"not there\" often and late enough, and is still asked automatically, but this system's exists call has never found an account that we had created. Look it up in the portal; \(key: .sendAgain) sends it again."
        }
    }
}
