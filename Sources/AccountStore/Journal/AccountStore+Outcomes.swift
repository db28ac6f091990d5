package import Accounts
import GRDB
package import Synchronizing

extension AccountStore {
    /// Writes an outcome down.
    package func commit(
        _ outcome: Outcome,
        of attempt: AttemptID,
        at moment: Moment
    ) async throws(StoreFailure) -> OutcomeVerdict {
        let owner = owner.name
        return try await write { database in
            guard let old = try Link.fetch(database, attempt: attempt), outcome.acceptingStates.contains(old.state)
            else {
                return .stale(try Self.linkNow(database, of: attempt))
            }
            let claim = try database.claim(of: old)
            var link = old.moved(
                to: Self.state(after: outcome, generation: old.generation),
                at: moment,
                by: old.by,
                reason: outcome.reason
            )
            var holder: AccountOnSystem?
            if case .created(let id) = outcome {
                link.externalID = id
                holder = try database.holder(of: id, claimKey: claim.key, except: link.account)
                if holder == nil { link.origin = .created } else { link.state = .conflict }
            }
            try database.put(
                link,
                claimKey: claim.key,
                email: claim.email,
                owner: link.state == .waiting ? owner : nil
            )
            try database.log(
                .outcome,
                link,
                attempt: attempt,
                externalID: link.externalID,
                reason: outcome.reason,
                at: moment,
                by: link.by
            )
            return holder.map { .conflict(link, holder: $0) } ?? .recorded(link)
        }
    }

    /// After a second send a no proves nothing about the first one: the account stays in doubt.
    private static func state(after outcome: Outcome, generation: Int) -> SyncState {
        switch outcome {
        case .created: .synchronized
        case .inDoubt: .inDoubt
        case .notSent(_, triesAgain: true): .waiting
        case .refused, .notSent: generation > 1 ? .inDoubt : outcome.isRefusal ? .refused : .notSent
        }
    }

    /// Writes down that exists found an account before anything was sent.
    package func recordFound(
        _ id: ExternalID,
        request: SyncRequest,
        on system: SystemName,
        at moment: Moment,
        by: String
    ) async throws(StoreFailure) -> OutcomeVerdict {
        try await write { database in
            guard let registered = try ProvisioningSystem.fetch(database, system) else { return .stale(nil) }
            if let row = try database.claimHolder(request.account.id, registered.claimKey) {
                return .stale(try Link(row: row.row))
            }
            let old = try Link.fetch(database, request.account.id, system)
            let holder = try database.holder(of: id, claimKey: registered.claimKey, except: request.account.id)
            let link = Link(
                account: request.account.id,
                system: system,
                generation: old?.generation ?? 1,
                state: holder == nil ? .atVendor : .conflict,
                externalID: id,
                options: request.storableOptions,
                parent: request.parent?.id,
                changed: moment.wall,
                by: by
            )
            try database.put(link, claimKey: registered.claimKey, email: EmailAddress.fold(request.account.email))
            try database.log(.found, link, externalID: id, at: moment, by: by)
            return holder.map { .conflict(link, holder: $0) } ?? .recorded(link)
        }
    }

    private static func linkNow(_ database: Database, of attempt: AttemptID) throws -> Link? {
        guard let row = try database.first(.attempts, "WHERE attempt = ?", [attempt.rawValue]) else { return nil }
        return try Link.fetch(database, AccountID(try row.text("account")), SystemName(try row.text("system")))
    }
}

extension Outcome {
    fileprivate var isRefusal: Bool {
        if case .refused = self { true } else { false }
    }
}
