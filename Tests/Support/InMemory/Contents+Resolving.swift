import Accounts
import Synchronizing

/// Findings, takeovers, and the operator's decisions.
extension Contents {
    mutating func recordFound(
        _ id: ExternalID,
        request: SyncRequest,
        on system: SystemName,
        at moment: Moment,
        by: String
    ) throws(StoreFailure) -> OutcomeVerdict {
        guard let registered = systems[system] else { return .stale(nil) }
        let account = request.account.id
        if let holder = claimHolder(account, registered.claimKey) { return .stale(holder.link) }
        guard accounts[account] != nil else { throw .misused(reason: "no such account") }
        let holder = holder(of: id, claimKey: registered.claimKey, except: account)
        let link = Link(
            account: account,
            system: system,
            generation: link(account, system)?.generation ?? 1,
            state: holder == nil ? .atVendor : .conflict,
            externalID: id,
            options: request.storableOptions,
            parent: request.parent?.id,
            changed: moment.wall,
            by: by
        )
        let asked = links[account]?[system]?.asked
        let row = Row(link: link, claimKey: registered.claimKey, email: request.email, asked: asked)
        write(row, .found, externalID: id, at: moment, by: by)
        return holder.map { .conflict(link, holder: $0) } ?? .recorded(link)
    }

    mutating func takeOver(at moment: Moment, by: String) -> [Link] {
        var taken: [Link] = []
        for var row in rows {
            guard let owner = row.owner, !owners.contains(owner) else { continue }
            // A link that was waiting for another try had not reached the vendor.
            let isUnsent = row.link.state == .waiting && row.link.generation == 1
            row.link = row.link.moved(
                to: isUnsent ? .notSent : .inDoubt,
                at: moment,
                by: by,
                reason: isUnsent ? .endedBeforeSending : .inDoubt(.ownerDied)
            )
            row.owner = nil
            write(row, .takenOver, reason: row.link.reason, at: moment, by: by)
            taken.append(row.link)
        }
        freeItems(at: moment, by: by)
        return taken
    }

    func openCases(on system: SystemName?) -> [OpenCase] {
        rows.map(\.link).filter { $0.state.needsOperator && (system == nil || $0.system == system) }
            .sorted { ($0.changed, $0.account) < ($1.changed, $1.account) }
            .compactMap(openCase)
    }

    func openCase(of account: AccountID, on system: SystemName) -> OpenCase? {
        guard let link = link(account, system), link.state.needsOperator || link.state == .abandoned else { return nil }
        return openCase(link)
    }

    private func openCase(_ link: Link) -> OpenCase? {
        relative(link.account, on: link.system)
            .map {
                OpenCase(
                    relative: $0,
                    link: link,
                    isExistsProved: systems[link.system]?.isExistsProved ?? false,
                    intent: link.attempt.flatMap { attempts[$0]?.intent },
                    probes: probes(of: link),
                    holder: link.externalID.flatMap { id in
                        links[link.account]?[link.system]
                            .flatMap {
                                holder(of: id, claimKey: $0.claimKey, except: link.account)
                            }
                    }
                )
            }
    }

    private func probes(of link: Link) -> [Probe] {
        log.compactMap { line in
            let entry = line.entry
            guard let finding = line.finding, entry.account == link.account, entry.system == link.system,
                entry.generation == link.generation, entry.attempt == link.attempt
            else { return nil }
            return Probe(finding, at: entry.at, reason: entry.reason)
        }
    }

    mutating func record(_ probe: Probe, of link: Link, by: String) {
        guard let row = links[link.account]?[link.system], row.link.isSame(as: link) else { return }
        write(row, .probe, finding: probe.finding, reason: probe.reason, at: probe.at, by: by)
    }

    mutating func takeTurn(toAskAbout link: Link, at moment: Moment, after gap: Duration) -> Bool {
        guard let row = links[link.account]?[link.system], row.link.isSame(as: link) else { return false }
        let last = [row.asked, probes(of: row.link).last?.at].compactMap(\.self)
        guard !last.contains(where: { moment.isLess(than: gap, after: $0) }) else { return false }
        links[link.account]?[link.system]?.asked = moment
        return true
    }

    mutating func adopt(_ adoption: Adoption, at moment: Moment, by: String) -> OutcomeVerdict {
        let seen = adoption.seen
        let states: Set<SyncState> = [.atVendor, .inDoubt, .conflict, .abandoned]
        guard var row = row(seen, in: states) else { return .stale(link(seen.account, seen.system)) }
        if let other = claimHolder(seen.account, row.claimKey), other.link.system != seen.system {
            return .stale(other.link)
        }
        let holder = holder(of: adoption.externalID, claimKey: row.claimKey, except: seen.account)
        // Refused: nothing more is known than before.
        if let holder, adoption.isUnconfirmed || [.conflict, .abandoned].contains(row.link.state) {
            return .conflict(row.link, holder: holder)
        }
        row.link = row.link.moved(to: .synchronized, at: moment, by: by)
        row.link.externalID = adoption.externalID
        row.link.origin = .adopted
        row.link.isUnconfirmed = adoption.isUnconfirmed
        row.link.options = adoption.seen.options
        row.link.parent = adoption.seen.parent
        if holder != nil { (row.link.state, row.link.origin) = (.conflict, nil) }
        write(row, .adopted, externalID: adoption.externalID, at: moment, by: by)
        return holder.map { .conflict(row.link, holder: $0) } ?? .recorded(row.link)
    }

    mutating func abandon(_ seen: Link, at moment: Moment, by: String) -> OutcomeVerdict {
        guard var row = row(seen, in: [.inDoubt, .conflict]) else { return .stale(link(seen.account, seen.system)) }
        row.link = row.link.moved(to: .abandoned, at: moment, by: by, reason: .abandoned)
        write(row, .abandoned, at: moment, by: by)
        return .recorded(row.link)
    }

    mutating func unlink(_ seen: Link, at moment: Moment, by: String) -> OutcomeVerdict {
        guard var row = row(seen, in: [.synchronized]), row.link.origin == .adopted else {
            return .stale(link(seen.account, seen.system))
        }
        let id = row.link.externalID
        // We had sent an attempt before: whether it created the account is in doubt again.
        let state = row.link.attempt == nil ? SyncState.notSynchronized : .inDoubt
        row.link = row.link.moved(to: state, at: moment, by: by, reason: .unlinked)
        (row.link.externalID, row.link.origin, row.link.isUnconfirmed) = (nil, nil, false)
        write(row, .unlinked, externalID: id, reason: row.link.reason, at: moment, by: by)
        return .recorded(row.link)
    }

    /// The row of a link, if it is still as it was seen, and in one of these states.
    private func row(_ seen: Link, in states: Set<SyncState>) -> Row? {
        guard let row = links[seen.account]?[seen.system], row.link.isSame(as: seen), states.contains(row.link.state)
        else { return nil }
        return row
    }
}
