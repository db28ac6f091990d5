package import Accounts

/// Carries out what `Submission` decides, and keeps outcomes that could not be committed.
package actor Synchronizer {
    let dependencies: Dependencies
    /// The leftover outcomes; while there is one, nothing new is sent.
    var unrecorded: [AttemptID: Outcome] = [:]
    /// What could not be written into bulk runs; the journal has it.
    var unwritten: [RunID: [Int: RunRecord]] = [:]
    /// The bulk runs that this process works on.
    var workingOn: Set<RunID> = []

    package init(_ dependencies: Dependencies) {
        self.dependencies = dependencies
    }

    /// A submission that is ready to be executed, or the reason why there is none.
    package enum Beginning: Sendable {
        /// Nothing was done, and nothing will be.
        case over(Conclusion)
        /// It begins with the first step.
        case ready(Execution)
    }

    /// Checks whether a form may be sent, or sent again; asks no vendor.
    ///
    /// `readsAgain`: whether its account is read again first, where a BSS is connected; a bulk run has done that.
    package func begin(
        _ form: SyncForm,
        sendingAgain: Bool = false,
        allowsStorefront: Bool = false,
        vendor: (any ServiceManager)? = nil,
        readsAgain: Bool = true,
        progress: @escaping @Sendable (Submission.Stage) -> Void = { _ in },
        pace: @escaping @Sendable () async -> Bool = { true },
        begins: @escaping RequestBegin = { await $0() },
        rests: (@Sendable (Duration) async -> Bool)? = nil
    ) async -> Beginning {
        // The store would refuse the intent as well; but nobody is to be asked anything either.
        guard !dependencies.isReadOnly else { return .over(.storeFailed(.readOnly)) }
        // The store refuses the intent as well.
        do throws(StoreFailure) { try await dependencies.requireHome?() } catch { return .over(.storeFailed(error)) }
        let obstacle =
            sendingAgain ? await obstacleToSendingAgain(form) : await obstacle(to: form, allowsStorefront)
        if let obstacle { return .over(obstacle) }
        let system = form.situation.system
        guard !system.isDisabled else { return .over(.disabled) }
        if let reason = system.pause { return .over(.paused(reason)) }
        // An outcome is not written down yet, so nothing new is sent (docs/reliability.md, rule 6).
        if let other = unrecorded.keys.min() { return .over(.held(by: other)) }
        if readsAgain, let changed = await conclusionOfRereading(form, progress) { return .over(changed) }
        do {
            let client: any ServiceManager =
                if let vendor { vendor } else { try await dependencies.serviceManagers.client(for: system) }
            let submission = Submission(
                sendingAgain: sendingAgain,
                provesExists: !system.isExistsProved,
                repeatsOnce: system.isSafeToRepeat,
                limits: dependencies.limits
            )
            return .ready(
                Execution(
                    submission,
                    of: form,
                    vendor: client,
                    progress: progress,
                    pace: pace,
                    begins: begins,
                    rests: rests
                )
            )
        } catch {
            return .over(.unusable(error))
        }
    }

    /// Does the next thing of a submission; returns the conclusion once there is one.
    package func step(_ execution: inout Execution) async -> Conclusion? {
        var conclusion: Conclusion?
        if case .commitIntent = execution.next {
            // Before the intent, so that nothing that waits for its turn is ever in doubt.
            let isItsTurn = await execution.pace()
            if let other = unrecorded.keys.min() {
                // An outcome that could not be written down since this submission began, or while it waited, holds it back.
                execution.holdBack(by: other)
            } else if !isItsTurn {
                execution.refuseTurn()
            }
        }
        if case .send = execution.next {
            let dependencies = dependencies
            // It runs in a task of its own: once it has begun, cancelling the caller does not end it.
            (execution, conclusion) = await Task { [execution] in
                var execution = execution
                let conclusion = await execution.step(in: dependencies)
                return (execution, conclusion)
            }
            .value
        } else {
            conclusion = await execution.step(in: dependencies)
        }
        if let conclusion { await settle(conclusion, of: execution) }
        return conclusion
    }

    /// Applies a conclusion to this program and to the system.
    package func settle(_ conclusion: Conclusion, of execution: Execution) async {
        // Nobody tries again after this, so the claim must not be kept for another try.
        if case .unrecorded(let attempt, let outcome, _, _) = conclusion { unrecorded[attempt] = outcome.final }
        // Only the process that holds a claim may give it back if nothing is sent after all.
        let isStopped = if case .throttledAndStopped = conclusion { true } else { false }
        let outcome = Outcome.notSent(isStopped ? .throttledAndStopped : .notSentAfterAll, triesAgain: false)
        for attempt in execution.unended {
            // That it waits is written down, so it holds nobody back unless its end turns out not to be.
            if isStopped, await isRecorded(outcome, of: attempt) { continue }
            unrecorded[attempt] = outcome
        }
        if !execution.unended.isEmpty { _ = await recordLeftovers() }
        await pauseIfRefused(conclusion, execution.system)
    }

    /// Executes a submission to its end, whatever happens.
    func finish(_ beginning: Beginning) async -> Conclusion {
        switch beginning {
        case .over(let conclusion): return conclusion
        case .ready(var execution):
            while true {
                if let conclusion = await step(&execution) { return await compared(conclusion, execution.form) }
            }
        }
    }

    /// If somebody else has synchronized the account with values other than the form's, that is not a success.
    private func compared(_ conclusion: Conclusion, _ form: SyncForm) async -> Conclusion {
        guard let link = conclusion.synchronizedByOthers else { return conclusion }
        do {
            let differences = try await dependencies.differences(of: form, from: link)
            return differences.isEmpty ? conclusion : .synchronizedOtherwise(link, differences)
        } catch {
            return .storeFailed(error)
        }
    }

    /// Forbids a second send unless the exists call has said *not there* often and late enough (docs/reliability.md,
    /// "In doubt, and how it ends").
    private func obstacleToSendingAgain(_ form: SyncForm) async -> Conclusion? {
        let system = form.situation.system
        do {
            let open = try await dependencies.cases.openCase(of: form.account.id, on: system.name)
            guard let open, open.link.state == .inDoubt else {
                return form.situation.link.map { .claimed($0) } ?? .changed([.link])
            }
            guard resolution(of: open, on: system).allowsSendingAgain else { return .claimed(open.link) }
            // The reseller may have been unlinked since; Storefront was confirmed before the first send.
            let findings = try await preflight(form, allowsStorefront: true)
            return findings.blocks ? .blocked(findings) : nil
        } catch {
            return .storeFailed(error)
        }
    }

    private func obstacle(to form: SyncForm, _ allowsStorefront: Bool) async -> Conclusion? {
        // A parent that is only planned has no id to send.
        guard !form.parent.isPlanned else { return .changed([.parent]) }
        if let link = form.situation.link {
            switch link.state {
            case .synchronized: return .alreadySynchronized(link)
            case .sending, .inDoubt, .conflict, .abandoned, .waiting: return .claimed(link)
            default: break
            }
        }
        do {
            let findings = try await preflight(form, allowsStorefront: allowsStorefront)
            return findings.blocks ? .blocked(findings) : nil
        } catch {
            return .storeFailed(error)
        }
    }

    package func preflight(
        _ form: SyncForm,
        allowsStorefront: Bool = false
    ) async throws(StoreFailure) -> [Finding] {
        let uses = try await dependencies.directory.emailUses(
            EmailAddress.fold(form.email),
            on: form.situation.system.name,
            except: form.account.id
        )
        var known: KnownResellerIDs?
        return form.preflight(
            PreflightFacts(
                emailUses: uses,
                allowsStorefront: allowsStorefront,
                resellerIDs: try await dependencies.knownResellerIDs(for: form, keeping: &known)
            )
        )
    }

    /// A 401 or 403 concerns every account, so it pauses the system.
    func pauseIfRefused(_ conclusion: Conclusion, _ system: ProvisioningSystem) async {
        guard case .refused(let refusal) = conclusion, refusal.pausesSystem else { return }
        await pause(system.name, .refused(status: refusal.status, message: refusal.message))
    }

    func pause(_ system: SystemName, _ reason: Reason) async {
        // If it cannot be written down, the next request finds out again.
        try? await dependencies.registry.setPause(system, reason)
    }
}
