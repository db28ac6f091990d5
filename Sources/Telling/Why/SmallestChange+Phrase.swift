import Accounts
package import Synchronizing

extension SmallestChange {
    /// What to do, as the end of a sentence; in a form a value is entered, on the command line it is added.
    package func phrase(inForm: Bool) -> String {
        switch self {
        case .send(.notSent(let unsent)?): unsent.cure
        case .send: "send it"
        case .correct(.refused(404, _)), .correct(.refused(405, _)):
            "check the URLs of the registration, then send it again"
        case .correct(let reason) where reason.refusesKey: "put the registered key right, then send it again"
        case .correct(let reason) where reason.isSilent:
            "look at the values that were sent, or ask the vendor; then send it again"
        case .correct: "correct what the vendor names, then send it again"
        case .mend(let finding): (inForm ? finding.cure : finding.commandCure) ?? finding.message
        case .enable: "enable the system"
        case .liftPause: "correct the registration; a check that finds nothing wrong ends the pause"
        case .otherSystem(let name): "it is decided at \(name)"
        case .askForFields: "look at its form: the vendor is then asked for its fields"
        case .waitForEnd: "wait for the send to end"
        case .waitForRetry(let date?): "nothing is needed: it is tried again by itself, not before \(date.stamp)"
        case .waitForRetry(nil): "nothing is needed: it is tried again by the program that holds it"
        case .waitForRun(let id, let standing): standing.needed(by: id)
        case .resolve(.ask(let wait)) where wait > .zero:
            "ask the vendor again in \(wait.wholeSeconds) s; until then \"not there\" proves nothing"
        case .resolve(.ask): "ask the vendor whether it exists"
        case .resolve(.sendAgain): "the vendor has said \"not there\" often and late enough: send it again"
        case .resolve(.sendAgainUnproved):
            "it has been \"not there\" long enough, but this system's exists call has never found an account of ours: look it up in the portal before you send it again"
        case .adopt: "look it up in the vendor's portal; if it is this account, adopt it"
        case .compare: "compare both in the vendor's portal, then adopt another id for this one, or abandon it"
        case .adoptAfterAll: "if it exists at the vendor after all, adopt it"
        case .unlink: "nothing is needed; a wrong adoption can be undone"
        case .portal: "nothing is needed; a wrong value is corrected in the vendor's portal"
        case .column(let column, _):
            "correct the account's \(column.rawValue) in the BSS, and read it again, or enter a value"
        case .enter: "enter a value"
        case .chooseParent: "choose a parent"
        case .vendor: "the vendor allows no other value"
        }
    }

    /// The command that does it, or the next one to use; nil if it is not done here.
    package func command(_ explanation: Explanation) -> ShellCommand? {
        let (code, system) = (explanation.account?.code ?? "CODE", explanation.system)
        let synchronize: ShellCommand = "synchronize \(code) --system \(system)"
        let resolve = Phrases.resolving(code, at: system)
        return switch self {
        case .send, .correct:
            explanation.repeated.reduce(synchronize) { $0 + "--set \($1.name.optionName)=\($1.value)" }
        case .mend(let finding): command(mending: finding, synchronize, system)
        case .enable: "systems enable \(system)"
        case .liftPause: Phrases.checking(system)
        case .otherSystem(let name): "why \(code) --system \(name)"
        case .askForFields: "options \(code) --system \(system)"
        case .resolve(.ask): resolve
        case .resolve: resolve + " --send-again --yes"
        case .adopt: synchronize + " --adopt"
        case .compare, .adoptAfterAll: resolve + " --adopt ID --yes"
        case .unlink: "unlink \(code) --system \(system)"
        case .column(_, let label), .enter(let label): synchronize.setting(label)
        case .chooseParent: synchronize + " --set parent=CODE"
        case .waitForRun(_, .left), .waitForRun(_, .waiting): "work --once"
        case .waitForRun(let id, .unapproved): id.command("approve")
        case .waitForEnd, .waitForRetry, .waitForRun, .portal, .vendor: nil
        }
    }

    private func command(
        mending finding: Finding,
        _ synchronize: ShellCommand,
        _ system: SystemName
    ) -> ShellCommand? {
        switch finding.rule {
        case .parentNotSynchronized(let code, _, _), .parentBeingSent(let code, _): "why \(code) --system \(system)"
        case .parentInDoubt(let code, _): Phrases.resolving(code, at: system)
        case .parentUnnamed: synchronize + " --set parent=CODE"
        case .storefrontManaged: synchronize + " --storefront-too"
        default:
            if case .field = finding.subject { synchronize.setting(finding.label) } else { nil }
        }
    }
}

extension ShellCommand {
    /// The command with a value that is still to be written for the field with this label.
    fileprivate func setting(_ label: String) -> ShellCommand { self + "--set \(label.optionName)=VALUE" }
}

extension StoredRun.Standing {
    /// That an account waits in a run which stands like this, to follow a time.
    func waiting(in run: RunID) -> String {
        switch self {
        case .left: "it waits in bulk run \(run.rawValue), on which nobody works"
        case .waiting: "it waits in bulk run \(run.rawValue), which waits for a worker"
        case .unapproved: "it waits in bulk run \(run.rawValue), which somebody else must approve"
        case .holding: "it waits in bulk run \(run.rawValue) until the vendor can be reached"
        case .underWay, .stopping, .lapsed, .ended: "it waits for its turn in bulk run \(run.rawValue)"
        }
    }

    /// What is needed so that an account is sent in a run which stands like this.
    fileprivate func needed(by run: RunID) -> String {
        switch self {
        case .left: "\(waiting(in: run)): go on with it"
        case .waiting: "\(waiting(in: run)): start one"
        case .unapproved: waiting(in: run)
        case .underWay, .holding, .stopping, .lapsed, .ended: "nothing is needed: \(waiting(in: run))"
        }
    }
}
