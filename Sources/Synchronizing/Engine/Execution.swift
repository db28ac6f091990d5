package import Accounts

/// A submission that is being executed, one action at a time: in a loop by the actor, or in any order by a simulation.
package struct Execution: Sendable {
    private var submission: Submission
    let form: SyncForm
    private let request: SyncRequest
    private let vendor: any ServiceManager
    private let progress: @Sendable (Submission.Stage) -> Void
    /// Waits for the turn of the next request; false if there will be none.
    let pace: @Sendable () async -> Bool
    /// Lets a request begin, right before its first byte.
    private let begins: RequestBegin
    /// Waits before the next try; false if there will be none.
    ///
    /// If it is nil, nothing can end a wait.
    private let rests: (@Sendable (Duration) async -> Bool)?
    private var intent: Intent?
    /// The link as the last commit left it: the claim that is held, or the doubt.
    private var held: Link?
    /// What the next step will do.
    package private(set) var next: Submission.Action
    /// The attempts that are no longer under way and may still hold the claim: one that was to be tried again, or one
    /// whose intent could not be committed and may be on the disk all the same.
    private(set) var unended: [AttemptID] = []

    init(
        _ submission: Submission,
        of form: SyncForm,
        vendor: any ServiceManager,
        progress: @escaping @Sendable (Submission.Stage) -> Void,
        pace: @escaping @Sendable () async -> Bool,
        begins: @escaping RequestBegin,
        rests: (@Sendable (Duration) async -> Bool)?
    ) {
        self.submission = submission
        self.form = form
        self.request = form.request
        self.vendor = vendor
        self.progress = progress
        self.pace = pace
        self.begins = begins
        self.rests = rests
        next = self.submission.start()
    }

    package var system: ProvisioningSystem { form.situation.system }

    /// Withholds the next intent, since the outcome of another attempt is not written down yet.
    mutating func holdBack(by other: AttemptID) { next = submission.apply(.heldBack(by: other)) }

    /// Withholds the next intent, since the bulk run ended before its turn came.
    mutating func refuseTurn() { next = submission.apply(.turnRefused) }

    /// Does the next thing and nothing after it; returns the conclusion once there is one.
    package mutating func step(in dependencies: Dependencies) async -> Conclusion? {
        if case .finish(let conclusion) = next { return conclusion }
        do {
            next = submission.apply(try await perform(next, dependencies))
        } catch {
            next = submission.apply(.storeFailed(error))
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
            guard await pace() else { return .existsAnswered(.unreachable(.cancelled)) }
            progress(.asking)
            let exchange = await vendor.exists(request) { [begins] in await begins { true } }
            return .existsAnswered(ExistsVerdict(exchange))
        case .recordFound(let id):
            return .foundRecorded(
                try await journal.recordFound(id, request: request, on: system.name, at: now(), by: by)
            )
        case .adopt(let id):
            guard let link = held ?? form.situation.link else { return .adopted(.stale(nil)) }
            guard !link.isUnlinked else { return .adopted(.stale(link)) }
            let adoption = Adoption(seen: link, externalID: id)
            return .adopted(try await dependencies.cases.adopt(adoption, at: now(), by: by))
        case .commitIntent(let claim): return .intentJudged(try await commitIntent(claim, dependencies))
        case .send: return try await send(dependencies)
        case .record(let outcome):
            progress(.recording)
            guard let intent = intent else { throw .misused(reason: "no intent") }
            await dependencies.sends?.end(intent.attempt, outcome)
            let verdict = try await journal.commit(outcome, of: intent.attempt, at: now())
            if case .recorded(let link) = verdict {
                held = link
                if link.state == .waiting { unended = [intent.attempt] }
            }
            return .outcomeJudged(verdict)
        case .wait(let pause):
            let duration = pause.duration(dependencies.random())
            progress(.waiting(duration, isVendorsWish: pause.isVendorsWish))
            if let rests { return await rests(duration) ? .waited : .waitRefused }
            // A cancelled wait ends early; what follows it is safe.
            try? await dependencies.timekeeper.sleep(for: duration)
            return .waited
        case .proveExists:
            // A failed write is ignored: after the next success the exists call is made again.
            try? await dependencies.registry.setExistsProved(system.name)
            return .existsProved
        case .finish: throw .misused(reason: "finished already")
        }
    }

    private mutating func commitIntent(
        _ claim: Intent.Claim,
        _ dependencies: Dependencies
    ) async throws(StoreFailure) -> IntentVerdict {
        progress(.committing)
        let intent = makeIntent(claim, dependencies)
        self.intent = intent
        do {
            let verdict = try await dependencies.journal.commit(intent)
            if case .committed(let link) = verdict { (held, unended) = (link, []) }
            return verdict
        } catch {
            unended.append(intent.attempt)
            throw error
        }
    }

    private func makeIntent(_ claim: Intent.Claim, _ dependencies: Dependencies) -> Intent {
        let now = dependencies.timekeeper.now()
        var basis = Intent.Basis(form.situation)
        if let held { basis.generation = held.generation }
        return Intent(
            attempt: dependencies.makeAttemptID(),
            account: form.account.id,
            system: system.name,
            claim: claim,
            basis: basis,
            parent: request.parent,
            email: request.email,
            options: request.storableOptions,
            traits: request.account.traits,
            begun: now,
            deadline: now + system.deadline,
            by: dependencies.by
        )
    }

    private mutating func send(_ dependencies: Dependencies) async throws(StoreFailure) -> Submission.Event {
        guard let intent = intent else { preconditionFailure("a send without an intent") }
        do {
            try await dependencies.sends?.begin(intent, at: system.claimKey)
        } catch {
            // Nothing was sent; the claim is given back.
            unended.append(intent.attempt)
            throw error
        }
        progress(.sending(intent.attempt, limit: system.deadline))
        let (journal, timekeeper) = (dependencies.journal, dependencies.timekeeper)
        let exchange = await vendor.synchronize(request, attempt: intent.attempt) { [begins] in
            // Asked once the moment has come, so that nothing is waited for between the answer and the first byte.
            await begins {
                // A store that cannot be read gives no permission.
                guard (try? await journal.isSending(intent.attempt)) ?? false else { return false }
                // The clock comes last, since reading may have taken some time.
                let now = timekeeper.now()
                return now.boot == intent.deadline.boot && now.uptime <= intent.deadline.uptime
            }
        }
        return .sent(SendVerdict(exchange), intent.attempt)
    }
}

/// Lets a request begin if it is permitted, right before its first byte; returns whether it is.
///
/// It may wait for a moment before it asks for the permission, and asks again at each moment that it waits for.
package typealias RequestBegin = @Sendable (_ isPermitted: @escaping @Sendable () async -> Bool) async -> Bool

extension Backoff {
    fileprivate var isVendorsWish: Bool { if case .exactly = self { true } else { false } }

    func duration(_ random: Double) -> Duration {
        switch self {
        case .exactly(let duration): duration
        case .upTo(let duration): duration * random
        }
    }
}
