import Accounts
import InMemory
import Invariants
import Synchronizing

/// The invariants (`Invariant`), checked after every write, every execution and every arrival.
final class Checker {
    /// The attempts whose intents, as far as their processes know, could not be committed.
    var failedIntents: Set<AttemptID> = []
    /// The revision of the account when its intent was committed.
    private var revisions: [AttemptID: Int] = [:]
    private var seen = 0
    private var folded: [AccountID: [SystemName: LogEntry]] = [:]

    /// A synchronize request reached the vendor.
    func arrives(_ request: SyncRequest, _ attempt: AttemptID, on system: ProvisioningSystem, from process: Process) {
        let world = process.world
        let contents = world.disk.contents
        world.report.requests += 1
        world.note("\(attempt) for \(request.account.id) arrives")
        if !world.vendor.arrived.insert(attempt).inserted {
            world.violate(.historyStays, "\(attempt) arrives a second time")
        }
        if failedIntents.contains(attempt) {
            world.violate(.failuresAreHeeded, "the intent of \(attempt) failed, and it is sent")
        }
        guard let sent = contents.attempts[attempt] else {
            return world.violate(.intentBeforeSend, "\(attempt) arrives without an intent")
        }
        if !world.covers(process) {
            world.violate(.owner, "\(attempt) is sent by \(process.name), whose lease is over")
        }
        let now = world.clock.now()
        if now.boot != sent.intent.deadline.boot || now.uptime > sent.intent.deadline.uptime {
            world.violate(.deadline, "the first byte of \(attempt) comes after its deadline")
        }
        if let revision = revisions[attempt], revision != request.account.revision {
            world.violate(.basis, "\(request.account.id) had changed before the intent of \(attempt)")
        }
        if !isParentThere(request, on: system, contents) {
            world.violate(.parentFirst, "\(request.account.id) is sent before its parent is synchronized")
        }
    }

    private func isParentThere(_ request: SyncRequest, on system: ProvisioningSystem, _ contents: Contents) -> Bool {
        guard request.account.kind == .endCustomer else { return true }
        guard let parent = request.parent else { return false }
        return contents.log.contains { line in
            let entry = line.entry
            return entry.account == parent.id && entry.system == system.name && entry.state == .synchronized
                && entry.externalID == parent.externalID
        }
    }

    /// Checks everything in the store.
    func look(_ world: World) {
        let contents = world.disk.contents
        if contents.log.count < seen { world.violate(.historyStays, "the history is shorter than it was") }
        for line in contents.log.dropFirst(seen) { follow(line.entry, contents, world) }
        seen = contents.log.count
        for systems in contents.links.values {
            for row in systems.values { compare(row.link, contents, world) }
        }
        lookAtCreates(contents, world)
    }

    /// Checks a new line: the edge must be allowed, and only a dead process may be taken over.
    private func follow(_ entry: LogEntry, _ contents: Contents, _ world: World) {
        let old = folded[entry.account]?[entry.system]
        if !Edge.isAllowed(from: old, to: entry) {
            let before = old.map { "\($0.state) (\($0.generation))" } ?? "nothing"
            world.violate(
                .allowedEdges,
                "\(entry.account): \(before) -> \(entry.event): \(entry.state) (\(entry.generation))"
            )
        }
        if entry.event == .takenOver, let attempt = entry.attempt, let owner = contents.attempts[attempt]?.owner,
            contents.owners.contains(owner)
        {
            world.violate(.owner, "\(attempt) is taken over from \(owner), which lives")
        }
        if entry.event == .intent { followIntent(entry, contents, world) }
        folded[entry.account, default: [:]][entry.system] = entry.state == .notSynchronized ? nil : entry
    }

    private func followIntent(_ entry: LogEntry, _ contents: Contents, _ world: World) {
        guard let attempt = entry.attempt, let intent = contents.attempts[attempt]?.intent else {
            return world.violate(.historyStays, "an intent that is not kept")
        }
        revisions[attempt] = contents.accounts[intent.account]?.revision
        if let parent = intent.parent {
            let link = contents.link(parent.id, intent.system)
            if link?.state != .synchronized || link?.externalID != parent.externalID {
                world.violate(.parentFirst, "the intent \(attempt) is committed, and its parent is not synchronized")
            }
        }
        if world.vendor.arrived.contains(attempt) {
            world.violate(.intentBeforeSend, "\(attempt) is sent before its intent")
        }
    }

    /// A link must agree with the last line about it, and the vendor must know each synchronized account.
    private func compare(_ link: Link, _ contents: Contents, _ world: World) {
        let last = folded[link.account]?[link.system]
        if last?.state != link.state || last?.generation != link.generation || last?.attempt != link.attempt {
            world.violate(
                .historyStays,
                "\(link.account) is \(link.state), and its history says \(last?.state.rawValue ?? "nothing")"
            )
        }
        guard link.state == .synchronized, !link.isUnconfirmed else { return }
        guard let id = link.externalID, let entry = world.vendor.entry(id), entry.members.contains(link.account) else {
            return world.violate(
                .idsAreTheVendors,
                "\(link.account) is synchronized as \(link.externalID ?? "nothing"), which is not its id"
            )
        }
        for (account, systems) in contents.links where account != link.account {
            for row in systems.values where row.link.state == .synchronized && row.link.externalID == id {
                world.violate(.conflict, "\(account) and \(link.account) are both synchronized as \(id)")
            }
        }
    }

    private func lookAtCreates(_ contents: Contents, _ world: World) {
        for (attempt, account) in world.vendor.executed {
            let known = contents.links[account]?.values.contains { Self.knows($0.link) } ?? false
            if !known { world.violate(.createsAreKnown, "\(attempt) was executed for \(account), and nobody knows") }
        }
    }

    private static func knows(_ link: Link) -> Bool {
        switch link.state {
        case .sending, .synchronized, .inDoubt, .conflict, .abandoned: true
        // A second send that waits for another try goes back to being in doubt, whatever happens.
        case .waiting: link.generation > 1
        case .notSynchronized, .blocked, .atVendor, .refused, .notSent: false
        }
    }
}
