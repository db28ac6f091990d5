package import Accounts

/// An attempt that is being executed, one action at a time: by the actor in a loop, by a simulation in whatever order it likes.
package struct Execution: Sendable {
    private var attempt: Submission
    private var errand: Errand
    /// What will be done by the next step.
    package private(set) var next: Submission.Action
    /// The attempts that are not under way any more and may still hold the claim: one that was to be tried again, one whose intent
    /// failed to be committed and may be on the disk all the same.
    private(set) var unended: [AttemptID] = []

    init(_ attempt: Submission, _ errand: Errand) {
        self.attempt = attempt
        self.errand = errand
        next = self.attempt.start()
    }

    /// The form that is sent.
    var form: SyncForm { errand.form }
    /// The system that it is about.
    package var system: ProvisioningSystem { errand.system }

    /// Does not commit the intent that is next: the outcome of another attempt is not written down yet.
    mutating func holdBack(by other: AttemptID) { next = attempt.apply(.heldBack(by: other)) }

    /// Does the next thing, and nothing after it; answers how it ended, once it has.
    package mutating func step(in dependencies: Dependencies) async -> Conclusion? {
        if case .finish(let conclusion) = next { return conclusion }
        do {
            next = attempt.apply(try await perform(next, dependencies))
        } catch {
            next = attempt.apply(.storeFailed(error))
        }
        if case .finish(let conclusion) = next { return conclusion }
        return nil
    }

    private mutating func perform(
        _ action: Submission.Action,
        _ dependencies: Dependencies
    ) async throws(StoreFailure) -> Submission.Event {
        let (journal, now, by) = (dependencies.journal, dependencies.timekeeper.now, dependencies.by)
        switch action {
        case .askExists:
            guard await errand.pace() else { return .existsAnswered(.unreachable(.cancelled)) }
            errand.progress(.asking)
            return .existsAnswered(ExistsVerdict(await errand.vendor.exists(errand.request)))
        case .recordFound(let id):
            return .foundRecorded(
                try await journal.recordFound(id, request: errand.request, on: system.name, at: now(), by: by)
            )
        case .adopt(let id):
            guard let link = errand.held ?? errand.form.situation.link else { return .adopted(.stale(nil)) }
            let adoption = Adoption(seen: link, externalID: id, options: link.options, parent: link.parent)
            return .adopted(try await journal.adopt(adoption, at: now(), by: by))
        case .commitIntent(let claim):
            // Before the intent, so that nothing that waits for its turn is ever in doubt.
            guard await errand.pace() else { return .turnRefused }
            return .intentJudged(try await commitIntent(claim, dependencies))
        case .send: return await send(dependencies)
        case .record(let outcome):
            errand.progress(.recording)
            guard let intent = errand.intent else { throw .misused(reason: "an outcome without an intent") }
            let verdict = try await journal.commit(outcome, of: intent.attempt, at: now())
            if case .recorded(let link) = verdict {
                errand.held = link
                if link.state == .waiting { unended = [intent.attempt] }
            }
            return .outcomeJudged(verdict)
        case .wait(let pause):
            let duration = pause.duration(dependencies.random())
            errand.progress(.waiting(duration))
            // A cancelled wait ends early; what follows it is safe.
            try? await dependencies.timekeeper.sleep(for: duration)
            return .waited
        case .proveExists:
            // Not remembering it is no harm: it is asked again after the next success.
            try? await dependencies.registry.setExistsProved(system.name)
            return .existsProved
        case .finish: throw .misused(reason: "a finished attempt has nothing to do")
        }
    }

    private mutating func commitIntent(
        _ claim: Intent.Claim,
        _ dependencies: Dependencies
    ) async throws(StoreFailure) -> IntentVerdict {
        errand.progress(.committing)
        let intent = errand.makeIntent(claim, dependencies)
        errand.intent = intent
        do {
            let verdict = try await dependencies.journal.commit(intent)
            if case .committed(let link) = verdict { (errand.held, unended) = (link, []) }
            return verdict
        } catch {
            unended.append(intent.attempt)
            throw error
        }
    }

    private func send(_ dependencies: Dependencies) async -> Submission.Event {
        guard let intent = errand.intent else { preconditionFailure("a send without an intent") }
        errand.progress(.sending(intent.attempt, limit: system.deadline))
        let (journal, timekeeper) = (dependencies.journal, dependencies.timekeeper)
        let exchange = await errand.vendor.synchronize(errand.request, attempt: intent.attempt) {
            // A store that cannot be read is no permission.
            guard (try? await journal.isSending(intent.attempt)) ?? false else { return false }
            // The clock comes last: reading may have taken its time.
            let now = timekeeper.now()
            return now.boot == intent.deadline.boot && now.uptime <= intent.deadline.uptime
        }
        return .sent(SendVerdict(exchange), intent.attempt)
    }
}

extension Backoff {
    func duration(_ random: Double) -> Duration {
        switch self {
        case .exactly(let duration): duration
        case .upTo(let duration): duration * random
        }
    }
}
