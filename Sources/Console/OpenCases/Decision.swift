import Accounts
import Synchronizing
import Telling

/// The questions before a decision about an account in doubt, at the vendor already, or in conflict.
enum Decision {
    /// Before the id that exists named is linked.
    static func adopt(_ open: OpenCase, _ id: ExternalID) -> Effect {
        ask(
            "Adopt",
            [
                "\(open.relative.account.name) becomes \(id) at \(open.link.system).",
                "It may be another company's account that the vendor matched by email: look it up in the portal first.",
            ],
            yes: "adopt",
            typed: nil,
            .adopt(open.link, id, confirmed: true)
        )
    }

    /// Before an id is linked that exists does not confirm.
    static func adoptUnconfirmed(_ open: OpenCase, _ id: ExternalID, _ verdict: ExistsVerdict) -> Effect {
        ask(
            "Adopt an id that is not confirmed",
            [
                "Asked whether \(open.relative.account.name) exists, \(open.link.system) says: \(verdict.phrase).",
                "It will be linked as \(id) anyway and marked unconfirmed.",
                "A wrong id puts orders on another company's account.",
            ],
            yes: "adopt it unconfirmed",
            typed: open.relative.account.code.rawValue,
            .adopt(open.link, id, confirmed: false)
        )
    }

    /// Before a second send.
    static func sendAgain(_ open: OpenCase, isProved: Bool) -> Effect {
        var lines = [
            "\(open.relative.account.name) is sent to \(open.link.system) a second time.",
            "If the first attempt did create it after all, there will be two: compare in the portal first.",
        ]
        if !isProved {
            lines.append(
                "This system's exists was never seen to find an account that it had made: \"not there\" proves little."
            )
        }
        return ask("Send again", lines, yes: "send again", typed: open.relative.account.code.rawValue, .sendAgain(open))
    }

    /// Before an account is given up.
    static func abandon(_ open: OpenCase) -> Effect {
        ask(
            "Abandon",
            [
                "\(open.relative.account.name) is given up at \(open.link.system):",
                "nothing is ever sent for it again from here, whatever the vendor has.",
            ],
            yes: "give it up",
            typed: open.relative.account.code.rawValue,
            .abandon(open.link)
        )
    }

    private static func ask(_ title: String, _ lines: [String], yes: String, typed: String?, _ effect: Effect) -> Effect
    {
        .open(.confirm(Confirmation(title: title, lines: lines, yes: yes, typed: typed, effects: [effect])))
    }
}
