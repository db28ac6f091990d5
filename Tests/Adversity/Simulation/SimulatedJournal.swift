import Accounts
import InMemory
import Synchronizing

/// The journal as a process sees it: it may be overtaken or die before and after every call, and every line is checked.
struct SimulatedJournal: ForwardingJournal {
    unowned let process: Process
    let inner: any SendingStore

    private var world: World { process.world }

    private func before() async throws(StoreFailure) {
        let isSlow = !world.isCalm && world.random.percent(2)
        guard await world.pass(process, after: isSlow ? world.random.below(20_000) : 0) else {
            throw .misused(reason: "dead")
        }
        world.endLeases()
    }

    /// A write; its reply may be lost with the process, and what it wrote is checked.
    private func write<Value>(
        _ name: String,
        _ body: () async throws(StoreFailure) -> Value
    ) async throws(StoreFailure) -> Value {
        try await before()
        do {
            let value = try await body()
            world.note("\(name): \((value as? any Brief)?.brief ?? "done")", process)
            world.checker.look(world)
            try await before()
            return value
        } catch {
            world.note("\(name) fails: \(error)", process)
            world.checker.look(world)
            throw error
        }
    }

    func situation(of account: AccountID, on system: SystemName) async throws(StoreFailure) -> Situation? {
        try await before()
        return try await inner.situation(of: account, on: system)
    }

    func openCases(on system: SystemName?) async throws(StoreFailure) -> [OpenCase] {
        try await before()
        return try await inner.openCases(on: system)
    }

    func openCase(of account: AccountID, on system: SystemName) async throws(StoreFailure) -> OpenCase? {
        try await before()
        return try await inner.openCase(of: account, on: system)
    }

    func commit(_ intent: Intent) async throws(StoreFailure) -> IntentVerdict {
        do {
            return try await write("intent \(intent.attempt) for \(intent.account)") { () async throws(StoreFailure) in
                world.enter(process)
                return try await inner.commit(intent)
            }
        } catch {
            world.checker.failedIntents.insert(intent.attempt)
            throw error
        }
    }

    func isSending(_ attempt: AttemptID) async throws(StoreFailure) -> Bool {
        try await before()
        guard world.composition.leases == .ignored || world.covers(process) else { return false }
        return try await inner.isSending(attempt)
    }

    func commit(
        _ outcome: Outcome,
        of attempt: AttemptID,
        at moment: Moment
    ) async throws(StoreFailure) -> OutcomeVerdict {
        try await write("outcome of \(attempt)") { () async throws(StoreFailure) in
            try await inner.commit(outcome, of: attempt, at: moment)
        }
    }

    func recordFound(
        _ id: ExternalID,
        request: SyncRequest,
        on system: SystemName,
        at moment: Moment,
        by: String
    ) async throws(StoreFailure) -> OutcomeVerdict {
        try await write("found \(request.account.id)") { () async throws(StoreFailure) in
            try await inner.recordFound(id, request: request, on: system, at: moment, by: by)
        }
    }

    func takeOver(at moment: Moment, by: String) async throws(StoreFailure) -> [Link] {
        try await write("take over") { () async throws(StoreFailure) in
            guard world.isTeam, world.composition.leases == .byTheClients else {
                return try await inner.takeOver(at: moment, by: by)
            }
            let hidden = world.apparentlyDead(to: process)
            let living = world.disk.tamper { contents in
                let living = contents.owners
                contents.owners.subtract(hidden)
                return living
            }
            defer { world.disk.tamper { $0.owners = living } }
            return try await inner.takeOver(at: moment, by: by)
        }
    }

    func record(_ probe: Probe, of link: Link, by: String) async throws(StoreFailure) {
        try await write("probe \(probe.finding) of \(link.account)") { () async throws(StoreFailure) in
            try await inner.record(probe, of: link, by: by)
        }
    }

    func adopt(_ adoption: Adoption, at moment: Moment, by: String) async throws(StoreFailure) -> OutcomeVerdict {
        try await write("adopt") { () async throws(StoreFailure) in
            try await inner.adopt(adoption, at: moment, by: by)
        }
    }

    func abandon(_ link: Link, at moment: Moment, by: String) async throws(StoreFailure) -> OutcomeVerdict {
        try await write("abandon") { () async throws(StoreFailure) in
            try await inner.abandon(link, at: moment, by: by)
        }
    }

    func unlink(_ link: Link, at moment: Moment, by: String) async throws(StoreFailure) -> OutcomeVerdict {
        try await write("unlink") { () async throws(StoreFailure) in
            try await inner.unlink(link, at: moment, by: by)
        }
    }
}

extension World {
    func fate(of write: Write, _ process: Process) -> Fate {
        if isCalm { return .done }
        if clock.time < diskTroubleUntil { return .lost(.full(path: "disk")) }
        switch random.below(200) {
        case 0..<4:
            fault("\(write.rawValue): nothing reaches the disk", process)
            return .lost(.full(path: "disk"))
        case 4..<8:
            fault("\(write.rawValue): it reaches the disk, and fails", process)
            return .doneUnknown(.damaged(path: "disk", .io))
        case 8:
            diskTroubleUntil = clock.time + 1000 + random.below(100_000)
            fault("the disk is full for a while", process)
            return .lost(.full(path: "disk"))
        default: return .done
        }
    }
}
