import Accounts

extension Plan.Verdict {
    init(_ form: SyncForm, _ findings: [Finding], _ reasons: [Plan.Obstacle]) {
        if case .readOnly(let link) = form.mode {
            switch link.state {
            case .synchronized: self = reasons.isEmpty ? .synchronized(as: link.externalID) : .blocked(reasons)
            case .inDoubt: self = .inDoubt
            default: self = .blocked([.state(link.state)])
            }
            return
        }
        let all = reasons + findings.filter { $0.severity == .blocks }.map(Plan.Obstacle.finding)
        if !all.isEmpty {
            self = .blocked(all)
        } else if form.parent.isPlanned, let parent = form.parent.chosen {
            self = .waits(for: parent.account.code)
        } else {
            self = .ready
        }
    }
}

extension Plan.Item {
    init(
        _ form: SyncForm,
        _ verdict: Plan.Verdict,
        _ findings: [Finding],
        warnings: [Plan.Obstacle],
        _ wish: PlanWish
    ) {
        let account = form.account
        self.init(
            id: account.id,
            code: account.code,
            name: account.name,
            traits: account.traits,
            parent: form.parent.chosen?.account.code,
            fields: form.plannedFields,
            warnings: warnings + findings.filter { $0.severity == .warns }.map(Plan.Obstacle.finding),
            adopts: wish.adopts,
            allowsStorefront: wish.allowsStorefront,
            verdict: verdict
        )
    }
}
