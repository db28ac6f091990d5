import Accounts
package import Synchronizing

extension SmallestChange {
    /// What to do, as the end of a sentence.
    package var phrase: String {
        switch self {
        case .send(.notSent(let unsent)?): unsent.cure
        case .send: "send it"
        case .correct(.refused(404, _)), .correct(.refused(405, _)):
            "check the URLs of the registration, then send it again"
        case .correct: "correct what the vendor names, then send it again"
        case .mend(let finding): finding.commandCure ?? finding.message
        case .enable: "enable the system"
        case .liftPause: "correct the registration; a check that finds nothing wrong ends the pause"
        case .otherSystem(let name): "it is decided at \(name)"
        case .askForFields: "look at its form: the vendor is then asked for its fields"
        case .waitForEnd: "wait for the send to end"
        case .resolve(.ask(let wait)) where wait > .zero:
            "ask the vendor again in \(wait.wholeSeconds) s; until then \"not there\" proves nothing"
        case .resolve(.ask): "ask the vendor whether it exists"
        case .resolve(.sendAgain): "it was absent long enough: send it again"
        case .resolve(.sendAgainUnproved):
            "it was absent long enough, but exists was never seen to find an account: look it up in the portal before you send it again"
        case .adopt: "look it up in the vendor's portal; if it is this account, adopt it"
        case .compare: "compare both in the vendor's portal, then adopt another id for this one, or abandon it"
        case .adoptAfterAll: "if it exists at the vendor after all, adopt it"
        case .unlink: "nothing is needed; a wrong adoption can be undone"
        case .portal: "nothing is needed; a wrong value is corrected in the vendor's portal"
        case .column(let column, _):
            "correct the account's \(column.rawValue) in the BSS and import again, or enter a value"
        case .enter: "enter a value"
        case .chooseParent: "choose a parent"
        case .vendor: "the vendor allows no other value"
        }
    }

    /// The command that does it, or the next one to use; nil if it is not done here.
    package func command(_ explanation: Explanation) -> String? {
        let (code, system) = (explanation.account?.code.inShell ?? "CODE", explanation.system.inShell)
        let synchronize = "account-sync synchronize \(code) --system \(system)"
        let resolve = "account-sync resolve \(code) --system \(system)"
        return switch self {
        case .send, .correct: synchronize
        case .mend(let finding): command(mending: finding, synchronize, system)
        case .enable: "account-sync systems enable \(system)"
        case .liftPause: "account-sync systems check \(system)"
        case .otherSystem(let name): "account-sync why \(code) --system \(name.inShell)"
        case .askForFields: "account-sync options \(code) --system \(system)"
        case .resolve(.ask): resolve
        case .resolve: resolve + " --send-again --yes"
        case .adopt: synchronize + " --adopt"
        case .compare, .adoptAfterAll: resolve + " --adopt ID --yes"
        case .unlink: "account-sync unlink \(code) --system \(system)"
        case .column(_, let label), .enter(let label): synchronize + " --set \(label.asOption)=VALUE"
        case .chooseParent: synchronize + " --set parent=CODE"
        case .waitForEnd, .portal, .vendor: nil
        }
    }

    private func command(mending finding: Finding, _ synchronize: String, _ system: String) -> String? {
        switch finding.rule {
        case .parentNotSynchronized(let code, _, _): "account-sync why \(code.inShell) --system \(system)"
        case .parentInDoubt(let code, _): "account-sync resolve \(code.inShell) --system \(system)"
        case .parentUnnamed: synchronize + " --set parent=CODE"
        case .storefrontManaged: synchronize + " --storefront-too"
        default:
            if case .field = finding.subject { synchronize + " --set \(finding.label.asOption)=VALUE" } else { nil }
        }
    }
}
