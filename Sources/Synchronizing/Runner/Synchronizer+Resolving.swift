public import Accounts

/// What is in doubt, at the vendor already, or in conflict.
extension Synchronizer {
    /// Puts in doubt what a process that died was sending; to be called before anything is shown or sent.
    public func recover() async throws(StoreFailure) -> [Link] {
        try await surroundings.journal.takeOver(at: surroundings.timekeeper.now(), by: surroundings.by)
    }

    /// What needs the operator.
    public func openCases(on system: SystemName? = nil) async throws(StoreFailure) -> [OpenCase] {
        try await surroundings.journal.openCases(on: system)
    }

    /// What may be done about a case now, by what is known.
    public func resolution(of open: OpenCase, on system: ProvisioningSystem) -> Resolution {
        Resolution(open, deadline: system.deadline, now: surroundings.timekeeper.now(), limits: surroundings.limits)
    }

    /// Asks exists once about an account in doubt: if it is there, it is adopted.
    public func resolve(_ open: OpenCase, on system: ProvisioningSystem) async throws(StoreFailure) -> Resolved {
        let link = open.link
        guard link.state == .inDoubt else { return .moved(link) }
        let verdict = await ask(about: open, on: system)
        let moment = surroundings.timekeeper.now()
        if case .present(let id) = verdict {
            let adoption = Adoption(seen: link, externalID: id, options: link.options, parent: link.parent)
            switch try await surroundings.journal.adopt(adoption, at: moment, by: surroundings.by) {
            case .recorded(let link): return .adopted(link)
            case .conflict(let link, let holder): return .conflict(link, holder: holder)
            case .stale(let link): return .moved(link)
            }
        }
        let probe = Probe(verdict.isAbsent ? .absent : .unclear, at: moment, detail: verdict.phrase)
        try await surroundings.journal.record(probe, of: link, by: surroundings.by)
        var asked = open
        asked.probes.append(probe)
        return .stillInDoubt(link, resolution(of: asked, on: system), verdict)
    }

    /// The same without being told to: only if nobody else, in whatever process, asked a moment ago; nil if somebody did.
    public func resolveInTurn(_ open: OpenCase, on system: ProvisioningSystem) async throws(StoreFailure) -> Resolved? {
        let isOurs = try await surroundings.journal.takeTurn(
            toAskAbout: open.link,
            at: surroundings.timekeeper.now(),
            after: ProbeSchedule.leastGap
        )
        return isOurs ? try await resolve(open, on: system) : nil
    }

    /// Links an id at the operator's wish.
    ///
    /// `confirmed`: exists named it.
    public func adopt(
        _ id: ExternalID,
        for link: Link,
        confirmed: Bool
    ) async throws(StoreFailure) -> OutcomeVerdict {
        let adoption = Adoption(
            seen: link,
            externalID: id,
            isUnconfirmed: !confirmed,
            options: link.options,
            parent: link.parent
        )
        return try await surroundings.journal.adopt(adoption, at: surroundings.timekeeper.now(), by: surroundings.by)
    }

    /// Gives up an account in doubt or in conflict: nothing will ever be sent for it again.
    public func abandon(_ link: Link) async throws(StoreFailure) -> OutcomeVerdict {
        try await surroundings.journal.abandon(link, at: surroundings.timekeeper.now(), by: surroundings.by)
    }

    /// Undoes an adoption; never a create of our own.
    public func unlink(_ link: Link) async throws(StoreFailure) -> OutcomeVerdict {
        try await surroundings.journal.unlink(link, at: surroundings.timekeeper.now(), by: surroundings.by)
    }

    /// Asks the vendor once whether the account of a form exists; nothing is written down.
    public func askExists(_ form: SyncForm) async -> ExistsVerdict {
        await ask(form.request, on: form.situation.system)
    }

    /// Asks the vendor once about a case; nothing is written down.
    public func askExists(about open: OpenCase, on system: ProvisioningSystem) async -> ExistsVerdict {
        await ask(about: open, on: system)
    }

    private func ask(about open: OpenCase, on system: ProvisioningSystem) async -> ExistsVerdict {
        let request = SyncRequest(
            account: open.relative.account,
            parent: open.intent?.parent,
            options: open.link.options
        )
        return await ask(request, on: system)
    }

    private func ask(_ request: SyncRequest, on system: ProvisioningSystem) async -> ExistsVerdict {
        do {
            let vendor = try await surroundings.serviceManagers.client(for: system)
            return ExistsVerdict(await vendor.exists(request))
        } catch {
            return .unreachable(.invalidRequest("\(error)"))
        }
    }
}

extension ExistsVerdict {
    /// Whether it was said that the account is not there.
    public var isAbsent: Bool {
        if case .absent = self { true } else { false }
    }

    /// What exists said, to follow "exists: ".
    public var phrase: String {
        switch self {
        case .absent: "not there"
        case .present(let id): "there as \(id)"
        case .refused(let status, let message): "refused (\(status)) \(message)".trimmed
        case .throttled: "asked to come again later"
        case .unreachable(let unsent): unsent.phrase
        case .unclear(let doubt): doubt.phrase
        }
    }
}
