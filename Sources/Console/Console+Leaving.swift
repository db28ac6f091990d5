import Accounts
import Synchronizing
import Telling

/// Leaving: no single key loses what was typed, and the outcome of everything being sent is reported.
extension Console {
    /// Ctrl-C: asks once if something that was typed would be lost.
    mutating func interrupt() {
        guard leaving == nil, !isAskingToQuit, screens.contains(where: \.isChanged) else { return quit(by: "Ctrl-C") }
        isAskingToQuit = true
        toast = screens.last(where: \.isChanged)?.context == .outcome ? .losingPassword : .discarding
    }

    /// The first time, waits for what is being sent; the second time, ends at once and leaves that in doubt.
    mutating func quit(by key: String = "q") {
        if !isBusy || leaving != nil {
            finish()
        } else {
            leaving = Leaving(key: key)
            stopOrLeaveRun()
        }
    }

    mutating func finish() {
        isFinished = true
        defer { rememberLast() }
        farewell += underWay.map { Notice(left: $1.name, $1.code, $1.progress, at: $0.system) }
            .sorted { $0.headline < $1.headline }
        guard let ledger, ledger.isRunning else { return }
        farewell += ledger.steps.sorted { $0.key < $1.key }
            .map { index, step in
                let item = ledger.plan.items[index]
                return Notice(left: item.name, item.code, step.progress, at: ledger.plan.system)
            }
    }

    var waiting: String? {
        guard let leaving else { return nil }
        let count = underWay.count + (ledger?.steps.count ?? 0)
        return Notice.waiting(for: count, resting: resting, seconds: leaving.seconds, key: leaving.key).named
    }

    /// The accounts that only wait for their next try, of which nothing is on its way.
    private var resting: [AccountCode] {
        func rests(_ stage: Submission.Stage?) -> Bool { if case .waiting? = stage { true } else { false } }
        let sends = underWay.values.filter { rests($0.progress) }.map(\.code)
        let steps = ledger?.steps.filter { rests($0.value.progress) }.keys.sorted() ?? []
        return sends.sorted() + steps.compactMap { ledger?.plan.items[$0].code }
    }

    mutating func noteSending(_ work: Work) {
        switch work {
        case .send(let form, _): noteSending(form.account, form.situation.system.name)
        case .sendAgain(let open): noteSending(open.relative.account, open.link.system)
        default: break
        }
    }

    private mutating func noteSending(_ account: Account, _ system: SystemName) {
        underWay[Link.ID(account.id, on: system), default: Sending(name: account.name, code: account.code)].count += 1
    }

    mutating func endSending(_ id: Link.ID) {
        underWay[id]?.count -= 1
        if underWay[id]?.count == 0 { underWay[id] = nil }
    }
}
