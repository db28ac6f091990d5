import Accounts
import InMemory
import Synchronizing

/// What an operator does at a console: everything possible, in any order.
extension Process {
    /// Works until it is killed or the faults end.
    func work() async {
        guard await takeOver() else { return }
        while isAlive, !world.isCalm {
            guard await world.pass(self, after: world.random.below(4000)), !world.isCalm else { break }
            await act()
        }
        guard isAlive else { return }
        while await synchronizer.recordLeftovers() > 0, isAlive { _ = await world.pass(self, after: 1000) }
    }

    /// As every program does before it shows anything.
    func takeOver() async -> Bool {
        isRecovering = true
        // A failing store is tried again: there is no console without it.
        while isAlive, (try? await synchronizer.recover()) == nil { _ = await world.pass(self, after: 1000) }
        isRecovering = false
        return isAlive
    }

    private func act() async {
        switch world.random.below(100) {
        case 0..<55: await save(world.random.pick(World.accounts).id)
        case 55..<85: await lookAtACase()
        case 85..<90: _ = await synchronizer.recordLeftovers()
        case 90..<94: await undo()
        case 94..<97 where world.isTeam: _ = await takeOver()
        default: await liftPauses()
        }
    }

    /// Save & Synchronize, with a form made now.
    func save(_ account: AccountID, on chosen: SystemName? = nil) async {
        guard let system = await system(chosen), let form = await form(of: account, on: system) else { return }
        world.note("saves \(account) on \(system.name)", self)
        let beginning = await synchronizer.begin(form)
        _ = await execute(beginning)
    }

    func system(_ chosen: SystemName?) async -> ProvisioningSystem? {
        // A system that cannot be read does not count.
        guard let systems = try? store.systems(), !systems.isEmpty else { return nil }
        guard let chosen else { return world.random.pick(systems) }
        return systems.first { $0.name == chosen }
    }

    func form(of account: AccountID, on system: ProvisioningSystem) async -> SyncForm? {
        // Without a form there is nothing to save.
        guard var form = try? await synchronizer.form(of: account, on: system) else { return nil }
        if form.field(meaning: .resellerID)?.value.isEmpty == true { form.enter("RS-1", in: "reseller-id") }
        return form
    }

    private func lookAtACase() async {
        // If nothing can be read, there is nothing to do.
        guard let cases = try? await synchronizer.openCases(), !cases.isEmpty else { return }
        await decide(on: world.random.pick(cases))
    }

    private func decide(on open: OpenCase) async {
        guard let system = await system(open.link.system) else { return }
        switch open.link.state {
        case .inDoubt:
            if world.random.percent(2) { return await giveUp(open.link) }
            await resolve(open, on: system)
        case .atVendor:
            guard let id = open.link.externalID, world.vendor.entry(id)?.members.contains(open.link.account) == true
            else { return }
            // A failure is tried again another time.
            _ = try? await synchronizer.adopt(id, for: open.link, confirmed: true)
        default:
            if world.random.percent(5) { await giveUp(open.link) }
        }
    }

    private func giveUp(_ link: Link) async {
        world.note("gives \(link.account) up", self)
        // A failure is tried again another time.
        _ = try? await synchronizer.abandon(link)
    }

    /// Asks once, and sends again where that is allowed.
    func resolve(_ open: OpenCase, on system: ProvisioningSystem) async {
        // A failure is tried again another time.
        guard case .stillInDoubt(let link, let resolution, _)? = try? await synchronizer.resolve(open, on: system),
            resolution.allowsSendingAgain
        else { return }
        guard let form = await form(of: link.account, on: system) else { return }
        world.note("sends \(link.account) again on \(system.name)", self)
        let beginning = await synchronizer.begin(form.sendable, sendingAgain: true)
        // In the end, an account that has lost its reseller here is created by hand.
        if case .blocked = await execute(beginning), world.isCalm { await giveUp(link) }
    }

    /// Undoes a correct adoption: the operator was mistaken.
    private func undo() async {
        let adopted = world.disk.contents.rows.map(\.link).filter { $0.state == .synchronized && $0.origin == .adopted }
        guard !adopted.isEmpty else { return }
        // A failure is tried again another time.
        _ = try? await synchronizer.unlink(world.random.pick(adopted))
    }

    func liftPauses() async {
        for system in (try? store.systems()) ?? [] where system.pause != nil {  // As above.
            // As above.
            try? await synchronizer.liftPause(of: system.name)
        }
    }
}
