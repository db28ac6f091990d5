import Accounts
import InMemory
import Synchronizing

/// Links whatever the exists call finds.
struct Trusting: ForwardingJournal {
    let inner: any SendingStore

    func recordFound(
        _ id: ExternalID,
        request: SyncRequest,
        on system: SystemName,
        at moment: Moment,
        by: String
    ) async throws(StoreFailure) -> OutcomeVerdict {
        let verdict = try await inner.recordFound(id, request: request, on: system, at: moment, by: by)
        guard case .recorded(let link) = verdict else { return verdict }
        let adoption = Adoption(seen: link, externalID: id)
        return try await inner.adopt(adoption, at: moment, by: by)
    }
}

/// Believes at once that an absent account stays absent.
struct Impatient: ForwardingJournal {
    let inner: any SendingStore

    func openCases(on system: SystemName?) async throws(StoreFailure) -> [OpenCase] {
        try await inner.openCases(on: system).map(hurried)
    }

    func openCase(of account: AccountID, on system: SystemName) async throws(StoreFailure) -> OpenCase? {
        try await inner.openCase(of: account, on: system).map(hurried)
    }

    /// As if the deadline had passed long before the last answer, with another answer in between.
    private func hurried(_ open: OpenCase) -> OpenCase {
        guard var intent = open.intent, let last = open.probes.last(where: { $0.finding == .absent })?.at else {
            return open
        }
        var open = open
        (intent.begun, intent.deadline) = (last + .seconds(-530), last + .seconds(-500))
        open.intent = intent
        open.probes = [Probe(.absent, at: last + .seconds(-100)), Probe(.absent, at: last)]
        return open
    }
}

/// Writes an outcome down whatever has become of the link.
struct Overwriting: TamperingJournal {
    let inner: any SendingStore
    let disk: MemoryDisk

    func commit(
        _ outcome: Outcome,
        of attempt: AttemptID,
        at moment: Moment
    ) async throws(StoreFailure) -> OutcomeVerdict {
        let verdict = try await inner.commit(outcome, of: attempt, at: moment)
        guard case .stale(let link?) = verdict else { return verdict }
        change(link) { row in
            row.link.state = .inDoubt
            row.link.attempt = attempt
        }
        return try await inner.commit(outcome, of: attempt, at: moment)
    }
}

/// Omits the line about an outcome.
struct Silent: TamperingJournal {
    let inner: any SendingStore
    let disk: MemoryDisk

    func commit(
        _ outcome: Outcome,
        of attempt: AttemptID,
        at moment: Moment
    ) async throws(StoreFailure) -> OutcomeVerdict {
        let verdict = try await inner.commit(outcome, of: attempt, at: moment)
        if case .recorded = verdict { disk.tamper { _ = $0.log.popLast() } }
        return verdict
    }
}

/// Links an id that another account holds.
struct Merging: TamperingJournal {
    let inner: any SendingStore
    let disk: MemoryDisk

    func commit(
        _ outcome: Outcome,
        of attempt: AttemptID,
        at moment: Moment
    ) async throws(StoreFailure) -> OutcomeVerdict {
        let verdict = try await inner.commit(outcome, of: attempt, at: moment)
        guard case .conflict(let link, _) = verdict else { return verdict }
        pretend(.synchronized, link)
        return .recorded(link)
    }
}
