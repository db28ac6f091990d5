import Accounts
import Synchronizing
import Telling

enum Decision {
    static func adopt(_ open: OpenCase, _ id: ExternalID) -> Effect {
        .ask("Adopt", DecisionWords.adopt(open, id), yes: "adopt", then: .work(.adopt(open.link, id, confirmed: true)))
    }

    static func adoptUnconfirmed(_ open: OpenCase, _ id: ExternalID, _ verdict: ExistsVerdict) -> Effect {
        .ask(
            DecisionWords.unconfirmedTitle,
            DecisionWords.adoptUnconfirmed(open, id, verdict),
            yes: DecisionWords.unconfirmedYes,
            typed: open.relative.account.code.rawValue,
            then: .work(.adopt(open.link, id, confirmed: false))
        )
    }

    static func sendAgain(_ open: OpenCase) -> Effect {
        .ask(
            "Send again",
            DecisionWords.sendAgain(open),
            yes: "send again",
            typed: open.relative.account.code.rawValue,
            then: .work(.sendAgain(open))
        )
    }

    static func abandon(_ open: OpenCase) -> Effect {
        .ask(
            "Abandon",
            DecisionWords.abandon(open),
            yes: DecisionWords.abandonYes,
            typed: open.relative.account.code.rawValue,
            then: .work(.abandon(open.link))
        )
    }
}

extension OpenCase {
    /// What a key does that asks about the case or decides about it.
    func effects(of command: Command) -> [Effect] {
        switch command {
        case .ask: [.work(.resolve([self]))]
        case .adopt: link.externalID.map { [Decision.adopt(self, $0)] } ?? []
        case .adoptTyped: [.go(.open(IDPrompt(self)))]
        case .sendAgain: [Decision.sendAgain(self)]
        case .abandon: [Decision.abandon(self)]
        default: []
        }
    }

    /// Why such a key does nothing, whatever was established since the case was read.
    func refusal(of command: Command) -> String? {
        command.order.flatMap { CaseWords.refusal(of: $0, in: self) }?.named
    }
}

extension Command {
    fileprivate var order: CaseOrder? {
        switch self {
        case .ask: .ask
        case .adopt: .adopt
        case .sendAgain: .sendAgain
        case .abandon: .abandon
        default: nil
        }
    }
}
