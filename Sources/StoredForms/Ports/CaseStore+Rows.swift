package import Accounts
package import Synchronizing

extension CaseStore where Self: RowStore {
    package func openCases(on system: SystemName?) async throws(StoreFailure) -> [OpenCase] {
        let states = SyncState.sqlList(where: \.needsOperator)
        return try await readRows { rows in
            try OpenCase.fetch(
                rows,
                """
                WHERE system IN (SELECT name FROM systems WHERE name = $1 OR $1 IS NULL) AND state IN (\(states))
                ORDER BY changed, account, system
                """,
                [system]
            )
        }
    }

    package func openCase(of account: AccountID, on system: SystemName) async throws(StoreFailure) -> OpenCase? {
        try await readRows { rows in
            guard let link = try rows.storedLink(account, system), link.mayBeAdopted else { return nil }
            return try OpenCase.fetch(rows, "WHERE account = $1 AND system = $2", [account, system]).first
        }
    }

    package func record(_ probe: Probe, of link: Link, by: String) async throws(StoreFailure) {
        try await writeRows { rows in
            try rows.lockAccount(link.account)
            guard let now = try rows.storedLink(link.account, link.system), now.isUnchanged(since: link) else { return }
            try rows.log(.probe, now, finding: probe.finding, reason: probe.reason, at: probe.at, by: by)
        }
    }

    package func takeTurn(
        toAskAbout link: Link,
        at moment: Moment,
        after gap: Duration
    ) async throws(StoreFailure) -> Bool {
        try await writeRows { rows in
            try rows.lockAccount(link.account)
            guard let row = try rows.link(link.account, link.system), try Link(row: row).isUnchanged(since: link)
            else { return false }
            let asked = try row.optionalText("asked") == nil ? nil : row.moment("asked")
            let answered = try Probe.fetch(rows, of: [link])[0].last?.at
            guard moment.isTurn(after: gap, since: [asked, answered]) else { return false }
            try rows.change(
                "UPDATE links SET asked = $1 WHERE account = $2 AND system = $3",
                [try moment.json(), link.account, link.system]
            )
            return true
        }
    }

    package func adopt(_ adoption: Adoption, at moment: Moment, by: String) async throws(StoreFailure) -> OutcomeVerdict
    {
        try await decide(about: adoption.seen) { rows, old in
            guard old.link.mayBeAdopted else { return .stale(old.link) }
            if let other = try rows.claimHolder(old.link.account, old.claimKey)?.link, other.system != old.link.system {
                return .stale(other)
            }
            let (isHeld, holder) = try rows.findHolder(
                of: adoption.externalID,
                claimKey: old.claimKey,
                except: old.link.account
            )
            guard let link = old.link.adopted(adoption, isHeld: isHeld, at: moment, by: by) else {
                return .recorded(old.link, holder: holder)
            }
            try rows.put(old.with(link))
            try rows.log(.adopted, link, externalID: link.externalID, at: moment, by: by)
            return .recorded(link, holder: holder)
        }
    }

    package func abandon(_ link: Link, at moment: Moment, by: String) async throws(StoreFailure) -> OutcomeVerdict {
        try await decide(about: link) { rows, old in
            guard let link = old.link.abandoned(at: moment, by: by) else { return .stale(old.link) }
            try rows.put(old.with(link))
            try rows.log(.abandoned, link, at: moment, by: by)
            return .recorded(link)
        }
    }

    package func unlink(_ link: Link, at moment: Moment, by: String) async throws(StoreFailure) -> OutcomeVerdict {
        try await decide(about: link) { rows, old in
            guard let link = old.link.unlinked(at: moment, by: by) else { return .stale(old.link) }
            if link.state == .notSynchronized {
                try rows.removeLink(link.account, link.system)
            } else {
                try rows.put(old.with(link))
            }
            let id = old.link.externalID
            try rows.log(.unlinked, link, externalID: id, reason: link.reason, at: moment, by: by)
            return .recorded(link)
        }
    }

    /// Decides about a link, provided that it has not changed since it was seen.
    private func decide(
        about seen: Link,
        _ body: @escaping @Sendable (any BookRows, StoredLink) throws -> OutcomeVerdict
    ) async throws(StoreFailure) -> OutcomeVerdict {
        try await writeRows { rows in
            try rows.lockAccount(seen.account)
            // Who sends a child compares its parent's link, which must not change under it.
            guard let row = try rows.link(seen.account, seen.system, .own) else { return .stale(nil) }
            let now = try StoredLink(row)
            return now.link.isUnchanged(since: seen) ? try body(rows, now) : .stale(now.link)
        }
    }
}
