import Accounts
import InMemory
import Synchronizing

/// A journal that changes the disk as no store would.
protocol TamperingJournal: ForwardingJournal {
    var disk: MemoryDisk { get }
}

extension TamperingJournal {
    func change(_ link: Link, _ body: @Sendable (inout Contents.Row) -> Void) {
        disk.tamper { contents in
            guard var row = contents.links[link.account]?[link.system] else { return }
            body(&row)
            contents.links[link.account]?[link.system] = row
        }
    }

    /// Changes the last line of the history, and the link to match.
    func pretend(_ state: SyncState, _ link: Link) {
        disk.tamper { contents in
            contents.log[contents.log.count - 1].entry.state = state
            contents.links[link.account]?[link.system]?.link.state = state
        }
    }
}

/// Gives the claim to anyone.
struct WithoutClaim: TamperingJournal {
    let inner: any SendingStore
    let disk: MemoryDisk

    func commit(_ intent: Intent) async throws(StoreFailure) -> IntentVerdict {
        let verdict = try await inner.commit(intent)
        guard case .claimed(let holder) = verdict else { return verdict }
        change(holder) { $0.link.state = .notSent }
        // If the disk fails, or anything else is in the way, nothing changes.
        if let second = try? await inner.commit(intent), case .committed = second { return second }
        change(holder) { row in if row.link.attempt == holder.attempt { row.link = holder } }
        return verdict
    }
}

/// Takes over from living processes.
struct WithoutOwner: TamperingJournal {
    let inner: any SendingStore
    let disk: MemoryDisk

    func takeOver(at moment: Moment, by: String) async throws(StoreFailure) -> [Link] {
        let living = disk.tamper { contents in
            let living = contents.owners
            contents.owners = []
            return living
        }
        defer { disk.tamper { $0.owners = living } }
        return try await inner.takeOver(at: moment, by: by)
    }
}

/// Counts what a dead process was sending as not sent.
struct Forgetful: TamperingJournal {
    let inner: any SendingStore
    let disk: MemoryDisk

    func takeOver(at moment: Moment, by: String) async throws(StoreFailure) -> [Link] {
        let taken = try await inner.takeOver(at: moment, by: by)
        for link in taken { change(link) { $0.link.state = .notSent } }
        let count = taken.count
        disk.tamper { contents in
            for index in contents.log.indices.suffix(count) { contents.log[index].entry.state = .notSent }
        }
        return taken
    }
}

/// Frees the claim on an abandoned account.
struct GivenBack: TamperingJournal {
    let inner: any SendingStore
    let disk: MemoryDisk

    func abandon(_ link: Link, at moment: Moment, by: String) async throws(StoreFailure) -> OutcomeVerdict {
        let verdict = try await inner.abandon(link, at: moment, by: by)
        if case .recorded(let link) = verdict { pretend(.notSent, link) }
        return verdict
    }
}

/// Sends again under the same generation.
struct SameGeneration: TamperingJournal {
    let inner: any SendingStore
    let disk: MemoryDisk

    func commit(_ intent: Intent) async throws(StoreFailure) -> IntentVerdict {
        let verdict = try await inner.commit(intent)
        guard case .committed(let link) = verdict, intent.claim == .sendAgain else { return verdict }
        change(link) { $0.link.generation -= 1 }
        disk.tamper { contents in contents.log[contents.log.count - 1].entry.generation -= 1 }
        return verdict
    }
}
