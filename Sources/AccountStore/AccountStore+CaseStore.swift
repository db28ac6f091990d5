package import Accounts
import GRDB
import StoredForms
package import Synchronizing

extension AccountStore: CaseStore {
    package func openCases(on system: SystemName?) async throws(StoreFailure) -> [OpenCase] {
        let states = SyncState.sqlList(where: \.needsOperator)
        return try await read { database in
            try OpenCase.fetch(
                database,
                """
                WHERE system IN (SELECT name FROM systems WHERE ?1 IS NULL OR name = ?1) AND state IN (\(states))
                ORDER BY changed, account, system
                """,
                [system]
            )
        }
    }

    package func openCase(of account: AccountID, on system: SystemName) async throws(StoreFailure) -> OpenCase? {
        try await read { database in
            guard let link = try Link.fetch(database, account, system), link.mayBeAdopted else { return nil }
            return try OpenCase.fetch(database, "WHERE account = ? AND system = ?", [account, system]).first
        }
    }

    package func record(_ probe: Probe, of link: Link, by: String) async throws(StoreFailure) {
        try await write { database in
            guard let now = try Link.fetch(database, link.account, link.system), now.isUnchanged(since: link) else {
                return
            }
            try database.log(.probe, now, finding: probe.finding, reason: probe.reason, at: probe.at, by: by)
        }
    }

    package func takeTurn(
        toAskAbout link: Link,
        at moment: Moment,
        after gap: Duration
    ) async throws(StoreFailure) -> Bool {
        try await write { database in
            guard let row = try database.link(link.account, link.system),
                try Link(row: row).isUnchanged(since: link)
            else { return false }
            let asked = try row.optionalText("asked") == nil ? nil : row.moment("asked")
            let answered = try Probe.fetch(database, of: [link])[0].last?.at
            guard moment.isTurn(after: gap, since: [asked, answered]) else { return false }
            try database.execute(
                sql: "UPDATE links SET asked = ? WHERE account = ? AND system = ?",
                arguments: [try moment.json(), link.account, link.system]
            )
            return true
        }
    }

    package func adopt(_ adoption: Adoption, at moment: Moment, by: String) async throws(StoreFailure) -> OutcomeVerdict
    {
        try await decide(about: adoption.seen) { database, old in
            guard old.link.mayBeAdopted else { return .stale(old.link) }
            if let other = try database.claimHolder(old.link.account, old.claimKey)?.link,
                other.system != old.link.system
            {
                return .stale(other)
            }
            let holder = try database.holder(of: adoption.externalID, besides: old)
            guard let link = old.link.adopted(adoption, isHeld: holder != nil, at: moment, by: by) else {
                return .recorded(old.link, holder: holder)
            }
            try database.put(old.with(link))
            try database.log(.adopted, link, externalID: link.externalID, at: moment, by: by)
            return .recorded(link, holder: holder)
        }
    }

    package func abandon(_ link: Link, at moment: Moment, by: String) async throws(StoreFailure) -> OutcomeVerdict {
        try await decide(about: link) { database, old in
            guard let link = old.link.abandoned(at: moment, by: by) else { return .stale(old.link) }
            try database.put(old.with(link))
            try database.log(.abandoned, link, at: moment, by: by)
            return .recorded(link)
        }
    }

    package func unlink(_ link: Link, at moment: Moment, by: String) async throws(StoreFailure) -> OutcomeVerdict {
        try await decide(about: link) { database, old in
            guard let link = old.link.unlinked(at: moment, by: by) else { return .stale(old.link) }
            if link.state == .notSynchronized {
                try database.removeLink(link.account, link.system)
            } else {
                try database.put(old.with(link))
            }
            try database.log(
                .unlinked,
                link,
                externalID: old.link.externalID,
                reason: link.reason,
                at: moment,
                by: by
            )
            return .recorded(link)
        }
    }

    /// Decides about a link, provided that it has not changed since it was seen.
    private func decide(
        about seen: Link,
        _ body: @escaping @Sendable (Database, StoredLink) throws -> OutcomeVerdict
    ) async throws(StoreFailure) -> OutcomeVerdict {
        try await write { database in
            guard let row = try database.link(seen.account, seen.system) else { return .stale(nil) }
            let now = try StoredLink(row)
            return now.link.isUnchanged(since: seen) ? try body(database, now) : .stale(now.link)
        }
    }
}
