import Accounts
import InMemory
import Invariants
import Synchronizing

/// The clients of one process.
struct SimulatedClients: ServiceManagers {
    unowned let process: Process

    func client(for system: ProvisioningSystem) async throws(Unusable) -> any ServiceManager {
        process.world.composition.client(SimulatedClient(process: process, system: system))
    }
}

/// A client whose requests get lost, come late, or receive nonsense.
struct SimulatedClient: ServiceManager {
    unowned let process: Process
    let system: ProvisioningSystem

    private var world: World { process.world }
    private var deadline: Int { Int(system.deadline / .milliseconds(1)) }

    /// Waits some time; returns whether the process is still alive.
    private func wait(_ milliseconds: Int) async -> Bool { await world.pass(process, after: milliseconds) }

    private func ask() async -> Bool {
        if process.isRecovering { world.violate(.restartIsQuiet, "\(process.name) asks the vendor before it is up") }
        return await wait(1 + world.random.below(300))
    }

    func syncOptions() async -> Exchange<[FieldDefinition]> {
        guard await ask() else { return .broken(.connectionLost) }
        if !world.isCalm, world.random.percent(10) {
            world.fault("syncoptions is not answered", process)
            return .broken(.timedOut)
        }
        return .answered(Response(status: 200, body: .answer(world.fields)))
    }

    func checkSettings() async -> Exchange<[String]> {
        guard await ask() else { return .broken(.connectionLost) }
        return .answered(Response(status: 200, body: .answer([])))
    }

    func exists(
        _ request: SyncRequest,
        gate: @escaping @Sendable () async -> Bool
    ) async -> Exchange<AccountAnswer> {
        guard await ask() else { return .broken(.connectionLost) }
        guard await gate() else { return .notSent(.gateClosed) }
        if !world.isCalm, world.random.percent(20) { return trouble() }
        let id = world.vendor.find(request.account)
        world.note("exists \(request.account.id): \(id.map { "\($0)" } ?? "absent")", process)
        return .answered(Response(status: 200, body: .answer(AccountAnswer(code: id == nil ? 0 : 1, result: id))))
    }

    private func trouble() -> Exchange<AccountAnswer> {
        let exchange: Exchange<AccountAnswer> =
            switch world.random.below(9) {
            case 0, 1: .notSent(.connectionRefused(host: "vendor"))
            case 2: .broken(.timedOut)
            case 3: .answered(SendFate.response(world.random.pick([302, 500, 503]), &world.random))
            case 4: .answered(Response(status: 200, body: .object(message: "")))
            case 5: .answered(Response(status: 200, body: .unreadable(.page)))
            case 6: .answered(SendFate.throttling(&world.random))
            case 7: .answered(Response(status: 200, body: .answer(AccountAnswer(code: 1))))
            default: .answered(Response(status: 401, body: .object(message: "who are you")))
            }
        world.fault("exists is answered by \(exchange)", process)
        return exchange
    }

    func synchronize(
        _ request: SyncRequest,
        attempt: AttemptID,
        gate: @escaping @Sendable () async -> Bool
    ) async -> Exchange<AccountAnswer> {
        let limit = world.clock.time + deadline
        let fate = world.isCalm ? SendFate.well : SendFate.draw(&world.random)
        if case .well = fate {} else { world.fault("the request \(attempt): \(fate)", process) }
        guard await ask() else { return .notSent(.cancelled) }
        if case .unsent(let unsent) = fate { return .notSent(unsent) }
        if case .sleeps(let time) = fate, await !wait(time) { return .notSent(.cancelled) }
        guard await gate() else { return .notSent(.gateClosed) }
        guard process.isAlive else { return .notSent(.cancelled) }
        world.checker.arrives(request, attempt, on: system, from: process)
        return await exchange(request, attempt, fate, limit)
    }

    /// Everything after the first byte.
    private func exchange(
        _ request: SyncRequest,
        _ attempt: AttemptID,
        _ fate: SendFate,
        _ limit: Int
    ) async -> Exchange<AccountAnswer> {
        let vendor = world.vendor
        let latency = 1 + world.random.below(2000)
        switch fate {
        case .well, .unsent, .sleeps:
            guard await wait(latency / 2) else { return executedUnseen(request, attempt) }
            let id = vendor.execute(request, attempt, world)
            return await answer(
                Response(status: 200, body: .answer(AccountAnswer(code: 0, result: id))),
                latency,
                limit
            )
        case .merged:
            let id = vendor.execute(request, attempt, world, merging: true)
            return await answer(
                Response(status: 200, body: .answer(AccountAnswer(code: 0, result: id))),
                latency,
                limit
            )
        case .cut(let broken, let executed, let late):
            if executed, late {
                executeLater(request, attempt)
            } else if executed {
                _ = vendor.execute(request, attempt, world)
            }
            _ = await wait(broken == .timedOut ? max(0, limit - world.clock.time) : latency)
            return .broken(broken)
        case .answers(let response, let executed):
            if executed { _ = vendor.execute(request, attempt, world) }
            return await answer(response, latency, limit)
        case .tooLate:
            _ = vendor.execute(request, attempt, world)
            _ = await wait(max(0, limit - world.clock.time))
            return .broken(.timedOut)
        }
    }

    /// The process died after the last byte: the vendor may or may not execute the request.
    private func executedUnseen(_ request: SyncRequest, _ attempt: AttemptID) -> Exchange<AccountAnswer> {
        if world.random.percent(70) { executeLater(request, attempt) }
        return .broken(.connectionLost)
    }

    /// Any time before *absent* may be believed, which is the settling time after the attempt's deadline.
    private func executeLater(_ request: SyncRequest, _ attempt: AttemptID) {
        let settling = SendingLimits().settling(after: system.deadline)
        let now = world.clock.now()
        let deadline = world.disk.contents.attempts[attempt]?.intent.deadline ?? now
        let latest = Int((deadline.uptime - now.uptime + settling) / .milliseconds(1)) - 1000
        let due = world.clock.time + world.random.below(max(1, latest))
        world.vendor.executeLater(request, attempt, due: due)
    }

    private func answer(
        _ response: Response<AccountAnswer>,
        _ latency: Int,
        _ limit: Int
    ) async -> Exchange<AccountAnswer> {
        guard await wait(latency), world.clock.time <= limit else { return .broken(.timedOut) }
        return .answered(response)
    }
}
