import Accounts
import Synchronizing
import Telling

/// The questions before a decision about an account in doubt, at the vendor already, or in conflict.
enum Decision {
    /// Before the id that the exists call named is linked.
    static func adopt(_ open: OpenCase, _ id: ExternalID) -> Effect {
        .ask("Adopt", DecisionWords.adopt(open, id), yes: "adopt", then: .work(.adopt(open.link, id, confirmed: true)))
    }

    /// Before an id is linked that the exists call does not confirm.
    static func adoptUnconfirmed(_ open: OpenCase, _ id: ExternalID, _ verdict: ExistsVerdict) -> Effect {
        .ask(
            DecisionWords.unconfirmedTitle,
            DecisionWords.adoptUnconfirmed(open, id, verdict),
            yes: DecisionWords.unconfirmedYes,
            typed: open.relative.account.code.rawValue,
            then: .work(.adopt(open.link, id, confirmed: false))
        )
    }

    /// Before a second send.
    static func sendAgain(_ open: OpenCase) -> Effect {
        .ask(
            "Send again",
            DecisionWords.sendAgain(open),
            yes: "send again",
            typed: open.relative.account.code.rawValue,
            then: .work(.sendAgain(open))
        )
    }

    /// Before an account is given up.
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
