import Accounts
import PlainText
import Synchronizing
import Telling
import TextScreen

/// Leaving: nothing that was typed is lost by one key, and what is being sent is told to its end.
extension Console {
    /// Ctrl-C: asks once where something that was typed would be lost.
    mutating func interrupt() {
        guard leaving == nil, !isAskingToQuit, screens.contains(where: \.isChanged) else { return quit() }
        isAskingToQuit = true
        toast = Notice(.warning, "Ctrl-C again: quit and discard your changes.", cure: "Any other key: keep editing.")
    }

    /// The first time waits for what is being sent; the second ends at once, and that is then in doubt.
    mutating func quit() {
        if !isBusy || leaving != nil {
            finish()
        } else {
            leaving = Leaving()
            stopRun()
        }
    }

    /// It is over; what is still being sent is named.
    mutating func finish() {
        isFinished = true
        farewell += underWay.map { Notice(left: $1, at: $0.system) }.sorted { $0.headline < $1.headline }
        guard let ledger, ledger.isRunning else { return }
        farewell += ledger.steps.sorted { $0.key < $1.key }
            .map { index, step in
                let item = ledger.plan.items[index]
                let sending = Sending(name: item.name, code: item.code, progress: step.progress)
                return Notice(left: sending, at: ledger.plan.system)
            }
    }

    /// What the line over the hints says while it is waited.
    var waiting: String? {
        guard let leaving else { return nil }
        let count = underWay.count + (ledger?.steps.count ?? 0)
        let what = count == 0 ? "the bulk run" : count == 1 ? "1 send" : "\(count.grouped) sends"
        let loss = count == 0 ? "" : " and leave \(count == 1 ? "it" : "them") in doubt"
        return "Waiting for \(what) to finish (\(leaving.seconds) s). q again: quit now\(loss). Esc stays."
    }

    /// Remembers whom an effect sends.
    mutating func noteSending(_ effect: Effect) {
        switch effect {
        case .send(let form, _): noteSending(form.account, form.situation.system.name)
        case .sendAgain(let open): noteSending(open.relative.account, open.link.system)
        default: break
        }
    }

    private mutating func noteSending(_ account: Account, _ system: SystemName) {
        underWay[UnderWay(account: account.id, system: system)] = Sending(name: account.name, code: account.code)
    }
}

extension Notice {
    /// Tells of an account that was being sent when nobody waited any more.
    fileprivate init(left sending: Console.Sending, at system: SystemName) {
        let code = sending.code.map { "\($0)" } ?? ""
        let name = "\(sending.name) (\(code))"
        self =
            switch sending.progress {
            case .sending, .recording:
                Notice(
                    .doubt,
                    "\(name) was being sent to \(system) when the console ended: it is in doubt.",
                    cure: "Open the console again, or run `account-sync resolve \(code) --system \(system)`."
                )
            case .asking, .committing, .waiting, nil:
                Notice(
                    .warning,
                    "\(name) was about to be sent to \(system) when the console ended.",
                    cure: "`account-sync status \(code)` says whether it was."
                )
            }
    }
}
