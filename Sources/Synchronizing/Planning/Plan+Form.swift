import Accounts

extension Plan.Verdict {
    /// What a run would do with a form.
    init(_ form: SyncForm, _ findings: [Finding], _ reasons: [Plan.Reason]) {
        if case .readOnly(let link) = form.mode {
            switch link.state {
            case .synchronized: self = reasons.isEmpty ? .synchronized(as: link.externalID) : .blocked(reasons)
            case .inDoubt: self = .inDoubt
            default: self = .blocked([Plan.Reason("it is \(link.state.rawValue)", cure: link.cure)])
            }
            return
        }
        let all = reasons + findings.filter { $0.severity == .blocks }.map(Plan.Reason.init)
        if !all.isEmpty {
            self = .blocked(all)
        } else if form.parent.isPlanned, let parent = form.parent.chosen {
            self = .waits(for: parent.account.code)
        } else {
            self = .ready
        }
    }
}

extension Link {
    fileprivate var cure: String {
        switch state {
        case .sending, .waiting: "wait for it to end"
        case .abandoned: "adopt its id if it is at the vendor after all"
        default: "resolve it first"
        }
    }
}

extension Plan.Item {
    init(
        _ form: SyncForm,
        _ verdict: Plan.Verdict,
        _ findings: [Finding],
        warnings: [Plan.Reason],
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
            warnings: warnings + findings.filter { $0.severity == .warns }.map(Plan.Reason.init),
            adopts: wish.adopts,
            allowsStorefront: wish.allowsStorefront,
            verdict: verdict
        )
    }
}

extension Plan.Reason {
    /// A value that was sent otherwise than it is asked for.
    init(_ difference: ValueDifference, of link: Link) {
        let known = link.state == .synchronized ? "synchronized as \(link.externalID?.rawValue ?? "")" : "in doubt"
        self.init(
            "it is \(known) with \(difference.label) \"\(difference.sent)\", not \"\(difference.asked)\"",
            cure: "correct the value in the vendor's portal"
        )
    }

    /// In a plan nothing is confirmed one by one: who shows it says how such accounts are included.
    init(_ finding: Finding) {
        self.init(
            finding.message,
            cure: finding.rule == .storefrontManaged
                ? "the platform creates it at its first Storefront order" : finding.cure
        )
    }

    init(_ problem: SyncForm.SettingProblem) {
        switch problem {
        case .unknownField(let name, _): self.init("there is no field \"\(name)\"")
        case .readOnly(let label): self.init("\(label) is set by the vendor", cure: "leave it out")
        case .notAChoice(let value, let label, let choices):
            self.init("\(label) cannot be \"\(value)\"", cure: "use one of \(choices.joined(separator: ", "))")
        case .file(let label): self.init("\(label) asks for a file", cure: "leave it out")
        }
    }
}
