package import Accounts

/// Accounts in doubt, at the vendor already, or in conflict.
extension Synchronizer {
    /// Puts in doubt whatever a process was sending when it died; call it before anything is shown or sent.
    package func recover() async throws(StoreFailure) -> [Link] {
        try await dependencies.journal.takeOver(at: dependencies.timekeeper.now(), by: dependencies.by)
    }

    package func openCases(on system: SystemName? = nil) async throws(StoreFailure) -> [OpenCase] {
        try await dependencies.cases.openCases(on: system)
    }

    /// What may be done about a case now, from what is known.
    package func resolution(of open: OpenCase, on system: ProvisioningSystem) -> Resolution {
        Resolution(open, deadline: system.deadline, now: dependencies.timekeeper.now(), limits: dependencies.limits)
    }

    /// Makes one exists call about an account in doubt; if the account is there, it is adopted, unless somebody undid that
    /// before.
    package func resolve(
        _ open: OpenCase,
        on system: ProvisioningSystem,
        begins: @escaping RequestBegin = { await $0() }
    ) async throws(StoreFailure) -> Resolved {
        let link = open.link
        guard link.state == .inDoubt else { return .moved(link) }
        let verdict = await askExists(about: open, on: system, begins: begins)
        let moment = dependencies.timekeeper.now()
        if case .present(let id) = verdict, !link.isUnlinked {
            let adoption = Adoption(seen: link, externalID: id)
            switch try await dependencies.cases.adopt(adoption, at: moment, by: dependencies.by) {
            case .recorded(let link): return .adopted(link)
            case .conflict(let link, let holder): return .conflict(link, holder: holder)
            case .stale(let link): return .moved(link)
            }
        }
        let probe = Probe(verdict.finding, at: moment, reason: verdict.reason)
        try await dependencies.cases.record(probe, of: link, by: dependencies.by)
        var asked = open
        asked.probes.append(probe)
        return .stillInDoubt(link, resolution(of: asked, on: system), verdict)
    }

    /// Resolves automatically: only if nobody else, in any process, asked a moment ago; nil if somebody did.
    package func resolveInTurn(_ open: OpenCase, on system: ProvisioningSystem) async throws(StoreFailure) -> Resolved?
    {
        let isOurs = try await dependencies.cases.takeTurn(
            toAskAbout: open.link,
            at: dependencies.timekeeper.now(),
            after: ProbeSchedule.leastGap
        )
        return isOurs ? try await resolve(open, on: system) : nil
    }

    /// Links an id at the operator's wish.
    ///
    /// `confirmed`: whether the exists call named the id.
    package func adopt(
        _ id: ExternalID,
        for link: Link,
        confirmed: Bool
    ) async throws(StoreFailure) -> OutcomeVerdict {
        let adoption = Adoption(seen: link, externalID: id, isUnconfirmed: !confirmed)
        return try await dependencies.cases.adopt(adoption, at: dependencies.timekeeper.now(), by: dependencies.by)
    }

    /// Gives up an account in doubt or in conflict: nothing is ever sent for it again.
    package func abandon(_ link: Link) async throws(StoreFailure) -> OutcomeVerdict {
        try await dependencies.cases.abandon(link, at: dependencies.timekeeper.now(), by: dependencies.by)
    }

    /// Undoes an adoption; never undoes a create of our own.
    package func unlink(_ link: Link) async throws(StoreFailure) -> OutcomeVerdict {
        try await dependencies.cases.unlink(link, at: dependencies.timekeeper.now(), by: dependencies.by)
    }

    /// Asks the vendor once whether the account of a form exists; nothing is written down.
    package func askExists(_ form: SyncForm) async -> ExistsVerdict {
        await ask(form.request, on: form.situation.system)
    }

    /// Asks the vendor once about a case; nothing is written down.
    package func askExists(
        about open: OpenCase,
        on system: ProvisioningSystem,
        begins: @escaping RequestBegin = { await $0() }
    ) async -> ExistsVerdict {
        let request = SyncRequest(
            account: open.relative.account,
            parent: open.intent?.parent,
            options: open.link.options
        )
        return await ask(request, on: system, begins)
    }

    func ask(
        _ request: SyncRequest,
        on system: ProvisioningSystem,
        _ begins: @escaping RequestBegin = { await $0() }
    ) async -> ExistsVerdict {
        do {
            let vendor = try await dependencies.serviceManagers.client(for: system)
            return ExistsVerdict(await vendor.exists(request) { await begins { true } })
        } catch {
            return .unreachable(.invalidRequest(.unusable(error)))
        }
    }
}
