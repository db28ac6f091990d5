import Accounts
import Synchronizing
import Telling

/// The questions before a decision about a case.
enum Decision {
    /// Asked before the id that the exists call named is adopted.
    static func adopt(_ open: OpenCase, _ id: ExternalID) -> Effect {
        .ask("Adopt", DecisionWords.adopt(open, id), yes: "adopt", then: .work(.adopt(open.link, id, confirmed: true)))
    }

    /// Asked before an id is adopted that the exists call does not confirm.
    static func adoptUnconfirmed(_ open: OpenCase, _ id: ExternalID, _ verdict: ExistsVerdict) -> Effect {
        .ask(
            DecisionWords.unconfirmedTitle,
            DecisionWords.adoptUnconfirmed(open, id, verdict),
            yes: DecisionWords.unconfirmedYes,
            typed: open.relative.account.code.rawValue,
            then: .work(.adopt(open.link, id, confirmed: false))
        )
    }

    /// Asked before an account is sent again.
    static func sendAgain(_ open: OpenCase) -> Effect {
        .ask(
            "Send again",
            DecisionWords.sendAgain(open),
            yes: "send again",
            typed: open.relative.account.code.rawValue,
            then: .work(.sendAgain(open))
        )
    }

    /// Asked before an account is given up.
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
