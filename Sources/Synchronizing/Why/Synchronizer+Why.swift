package import Accounts

extension Synchronizer {
    /// Why an account is in its state on a system.
    ///
    /// Nobody is asked: it is what the workspace knows. What a running program alone knows, such as an open circuit
    /// breaker, is not among it.
    package func explanation(
        of row: AccountRow,
        on system: ProvisioningSystem
    ) async throws(StoreFailure) -> Explanation {
        let situation = try await dependencies.situations.situation(of: row.account.id, on: system.name)
        return Explanation(try await evidence(of: row, on: system, situation.map { SyncForm($0) }))
    }

    /// Why a field of a form, named by its id or its label, is filled in with its value; the parent has the name
    /// `parent`.
    package func explanation(
        ofField name: String,
        in form: SyncForm,
        of row: AccountRow
    ) async throws -> Explanation {
        var field: FormField?
        if !Setting(name, "").isParent {
            guard let definition = form.situation.definitions.field(named: name) else {
                throw SyncForm.SettingProblem.unknownField(name, known: form.fields.map(\.label) + ["parent"])
            }
            field = form.fields.first { $0.id == definition.id }
        }
        return Explanation(field, of: form, try await evidence(of: row, on: form.situation.system, form))
    }

    /// The same for a field by its id; nil is the parent.
    package func explanation(
        of id: FieldID?,
        in form: SyncForm,
        of row: AccountRow
    ) async throws(StoreFailure) -> Explanation {
        let field = form.fields.first { $0.id == id }
        return Explanation(field, of: form, try await evidence(of: row, on: form.situation.system, form))
    }

    /// Why nothing is sent to a system; nil if it is not paused.
    package func explanation(
        ofPauseOf system: ProvisioningSystem
    ) async throws(StoreFailure) -> Explanation? {
        guard let pause = system.pause else { return nil }
        return Explanation(pause, of: system.name, try await refusal(pause, by: system.name))
    }

    private func evidence(
        of row: AccountRow,
        on system: ProvisioningSystem,
        _ form: SyncForm?
    ) async throws(StoreFailure) -> Evidence {
        var evidence = Evidence(row, on: system)
        evidence.form = form
        if let form, form.mode == .editable { evidence.findings = try await preflight(form) }
        evidence.entries = try await entries(about: row.account.id, on: system.name)
        if let id = row.account.parent, let parent = try await dependencies.directory.row(id: id) {
            evidence.parent = AccountOnSystem(parent, on: system.name)
            evidence.resellers = try await entries(about: id, on: system.name)
        }
        evidence.open = try await dependencies.cases.openCase(of: row.account.id, on: system.name)
        evidence.resolution = evidence.open.map { resolution(of: $0, on: system) }
        if let pause = system.pause { evidence.refusal = try await refusal(pause, by: system.name) }
        for other in try await dependencies.registry.systems() where other.name != system.name {
            guard other.claimKey == system.claimKey, let link = row.links[other.name], link.state.holdsClaim else {
                continue
            }
            evidence.claim = link
        }
        if row.links[system.name]?.state == .waiting {
            evidence.nextTry = try await nextTurn(on: system.name, beyond: .zero)
        }
        // Nothing is sent of what is synchronized, whatever run it stands in.
        if row.links[system.name]?.state != .synchronized {
            (evidence.run, evidence.isTaken) = try await openRun(with: row, on: system.name)
        }
        return evidence
    }

    /// The run that is not over in which a process has taken the account, or else the first in which it waits.
    private func openRun(
        with row: AccountRow,
        on system: SystemName
    ) async throws(StoreFailure) -> (run: StoredRun?, isTaken: Bool) {
        let isSending = row.links[system]?.state == .sending
        var first: StoredRun?
        for run in try await dependencies.runs.openRuns() where run.system == system && !run.isOver {
            // One that is being stopped sends no more than what is on its way.
            guard run.stop == nil || isSending, run.standing != .lapsed,
                let changes = try await dependencies.runs.changes(of: run.id, after: 0),
                let item = changes.items.first(where: { $0.account == row.account.id })
            else { continue }
            switch item.standing {
            // What a dead process had waits like the rest.
            case .taken where run.workers > 0: return (run, true)
            case .taken, .free: if run.stop == nil { first = first ?? run }
            case .ended: break
            }
        }
        guard let first else { return (nil, false) }
        return (try await withHolds([first]).first, false)
    }

    /// The last request that a vendor refused as its pause says, and its account.
    private func refusal(
        _ pause: Reason,
        by system: SystemName
    ) async throws(StoreFailure) -> (entry: LogEntry, account: Account)? {
        guard case .refused(let status, _) = pause else { return nil }
        let entry = try await dependencies.journal.history(of: nil, limit: Self.mostEntries)
            .first { entry in
                if case .refused(status, _)? = entry.reason { entry.system == system } else { false }
            }
        guard let entry, let row = try await dependencies.directory.row(id: entry.account) else { return nil }
        return (entry, row.account)
    }
}
