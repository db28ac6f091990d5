public import Accounts

/// Executes attempts: asks, commits, sends and records what `Attempt` decides, and decides nothing itself.
public actor Synchronizer {
    let surroundings: Surroundings
    /// The outcomes that could not be committed; while there is one, nothing new is sent.
    private(set) var unrecorded: [AttemptID: Outcome] = [:]
    private var underWay = 0

    /// Makes a synchronizer in a world.
    public init(_ surroundings: Surroundings) {
        self.surroundings = surroundings
    }

    /// How many attempts are under way.
    public var attemptsUnderWay: Int { underWay }

    /// Sends what a form stands for, if the preflight allows it.
    ///
    /// It always comes to a conclusion, even when the caller's task is cancelled: a wait then ends early, a send does not.
    public func synchronize(
        _ form: SyncForm,
        allowsStorefront: Bool = false,
        progress: @escaping @Sendable (Progress) -> Void = { _ in }
    ) async -> Conclusion {
        underWay += 1
        defer { underWay -= 1 }
        if let link = form.situation.link {
            switch link.state {
            case .synchronized: return .alreadySynchronized(link)
            case .sending, .inDoubt, .conflict, .abandoned, .waiting: return .claimed(link)
            default: break
            }
        }
        do {
            let findings = try await preflight(form, allowsStorefront: allowsStorefront)
            guard !findings.blocks else { return .blocked(findings) }
        } catch {
            return .storeFailed(error)
        }
        return await run(form, sendingAgain: false, progress)
    }

    /// Sends an account in doubt a second time, as the operator confirmed, under the next generation.
    public func sendAgain(
        _ form: SyncForm,
        progress: @escaping @Sendable (Progress) -> Void = { _ in }
    ) async -> Conclusion {
        underWay += 1
        defer { underWay -= 1 }
        return await run(form, sendingAgain: true, progress)
    }

    /// What the preflight finds in a form now.
    public func preflight(
        _ form: SyncForm,
        allowsStorefront: Bool = false
    ) async throws(StoreFailure) -> [Finding] {
        let uses = try await surroundings.directory.emailUses(
            EmailAddress.fold(form.email),
            on: form.situation.system.name,
            except: form.account.id
        )
        return form.preflight(PreflightFacts(emailUses: uses, allowsStorefront: allowsStorefront))
    }

    private func run(
        _ form: SyncForm,
        sendingAgain: Bool,
        _ progress: @escaping @Sendable (Progress) -> Void
    ) async -> Conclusion {
        let system = form.situation.system
        guard !system.isDisabled else { return .disabled }
        if let reason = system.pause { return .paused(reason) }
        if let first = unrecorded.first {
            return .unrecorded(first.key, first.value, .misused(reason: "an earlier outcome is not recorded yet"))
        }
        let vendor: any ServiceManager
        do {
            vendor = try await surroundings.serviceManagers.client(for: system)
        } catch {
            return .unusable("\(error)")
        }
        let attempt = Attempt(
            sendingAgain: sendingAgain,
            provesExists: !system.isExistsProved,
            limits: surroundings.limits
        )
        let conclusion = await execute(attempt, Errand(form, vendor, progress))
        await pauseIfRefused(conclusion, system)
        return conclusion
    }

    private func execute(_ attempt: Attempt, _ errand: Errand) async -> Conclusion {
        var (attempt, errand) = (attempt, errand)
        var action = attempt.start()
        while true {
            if case .finish(let conclusion) = action { return conclusion }
            do {
                action = attempt.apply(try await perform(action, &errand))
            } catch {
                if case .record(let outcome) = action, let id = errand.intent?.attempt { unrecorded[id] = outcome }
                action = attempt.apply(.storeFailed(error))
            }
        }
    }

    private func perform(_ action: Attempt.Action, _ errand: inout Errand) async throws(StoreFailure) -> Attempt.Event {
        let (journal, now, by) = (surroundings.journal, surroundings.timekeeper.now, surroundings.by)
        let system = errand.system.name
        switch action {
        case .askExists:
            errand.progress(.asking)
            return .existsAnswered(ExistsVerdict(await errand.vendor.exists(errand.request)))
        case .recordFound(let id):
            return .foundRecorded(
                try await journal.recordFound(id, request: errand.request, on: system, at: now(), by: by)
            )
        case .adopt(let id):
            guard let link = errand.form.situation.link else { return .adopted(.stale(nil)) }
            return .adopted(
                try await journal.adopt(
                    Adoption(seen: link, externalID: id, options: link.options, parent: link.parent),
                    at: now(),
                    by: by
                )
            )
        case .commitIntent(let claim):
            errand.progress(.committing)
            let intent = errand.makeIntent(claim, surroundings)
            errand.intent = intent
            let verdict = try await journal.commit(intent)
            if case .committed(let link) = verdict { errand.held = link }
            return .intentJudged(verdict)
        case .send:
            return await send(errand)
        case .record(let outcome):
            errand.progress(.recording)
            guard let intent = errand.intent else { throw .misused(reason: "an outcome without an intent") }
            return .outcomeJudged(try await journal.commit(outcome, of: intent.attempt, at: now()))
        case .wait(let pause):
            let duration = pause.duration(surroundings.random())
            errand.progress(.waiting(duration))
            // A cancelled wait ends early; what follows it is safe.
            try? await surroundings.timekeeper.sleep(for: duration)
            return .waited
        case .proveExists:
            // Not remembering it is no harm: it is asked again after the next success.
            try? await surroundings.registry.setExistsProved(system)
            return .existsProved
        case .finish:
            throw .misused(reason: "a finished attempt has nothing to do")
        }
    }

    private func send(_ errand: Errand) async -> Attempt.Event {
        guard let intent = errand.intent else { preconditionFailure("a send without an intent") }
        errand.progress(.sending(intent.attempt, limit: errand.system.deadline))
        let (journal, timekeeper) = (surroundings.journal, surroundings.timekeeper)
        // Its own task: once it has begun, a cancelled caller does not end it.
        let exchange = await Task {
            await errand.vendor.synchronize(errand.request, attempt: intent.attempt) {
                let now = timekeeper.now()
                guard now.boot == intent.deadline.boot, now.uptime <= intent.deadline.uptime else { return false }
                // A store that cannot be read is no permission.
                return (try? await journal.isSending(intent.attempt)) ?? false
            }
        }
        .value
        return .sent(SendVerdict(exchange), intent.attempt)
    }

    /// A 401 or 403 concerns every account: it pauses the system.
    func pauseIfRefused(_ conclusion: Conclusion, _ system: ProvisioningSystem) async {
        guard case .refused(let refusal) = conclusion, refusal.pausesSystem else { return }
        await pause(system.name, status: refusal.status)
    }

    func pause(_ system: SystemName, status: Int) async {
        // If it cannot be written down, the next request finds it out again.
        try? await surroundings.registry.setPause(system, "the vendor answered \(status): check the registered key")
    }

    /// Tries once more to commit the outcomes that could not be committed; answers how many are left.
    public func recordLeftovers() async -> Int {
        for (attempt, outcome) in unrecorded {
            let moment = surroundings.timekeeper.now()
            // The next call tries again.
            if (try? await surroundings.journal.commit(outcome, of: attempt, at: moment)) != nil {
                unrecorded[attempt] = nil
            }
        }
        return unrecorded.count
    }
}

extension Pause {
    func duration(_ random: Double) -> Duration {
        switch self {
        case .exactly(let duration): duration
        case .upTo(let duration): duration * random
        }
    }
}
