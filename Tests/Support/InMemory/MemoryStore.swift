package import Accounts
import Synchronization
package import Synchronizing

/// The ports over a `MemoryDisk`, for one process: with its end, whatever it was sending is free to be taken over.
package final class MemoryStore: Sendable {
    package let disk: MemoryDisk
    /// The name of the process in the rows that it owns.
    package var owner: String { name.withLock { $0 } }
    private let name: Mutex<String>
    private let fate: @Sendable (Write) -> Fate

    /// Opens a disk for a process; `fate` decides what becomes of each write.
    package init(_ disk: MemoryDisk, owner: String, fate: @escaping @Sendable (Write) -> Fate = { _ in .done }) {
        self.disk = disk
        name = Mutex(owner)
        self.fate = fate
        disk.tamper { _ = $0.owners.insert(owner) }
    }

    deinit { die() }

    package func die() { disk.tamper { _ = $0.owners.remove(owner) } }

    /// Goes on under another name, as whoever has lost its lease does; what it owned stays with the former one.
    package func goOn(as owner: String) {
        name.withLock { $0 = owner }
        disk.tamper { _ = $0.owners.insert(owner) }
    }

    func write<Value: Sendable>(
        _ write: Write,
        _ body: (inout Contents) throws(StoreFailure) -> Value
    ) throws(StoreFailure) -> Value {
        let fate = fate(write)
        if case .lost(let failure) = fate { throw failure }
        let value = try disk.transaction { contents throws(StoreFailure) in
            let value = try body(&contents)
            contents.changes += 1
            return value
        }
        if case .doneUnknown(let failure) = fate { throw failure }
        return value
    }
}

extension MemoryStore: SituationReader {
    package func workspace() throws(StoreFailure) -> WorkspaceID { "memory" }

    package func states(on system: SystemName) throws(StoreFailure) -> [AccountID: SyncState] {
        try disk.transaction { $0.links.compactMapValues { $0[system]?.link.state } }
    }

    package func parents(of accounts: [AccountID]) throws(StoreFailure) -> [AccountID: AccountID?] {
        try disk.transaction { contents in
            let found = accounts.compactMap { id in contents.accounts[id].map { (id, $0.parent) } }
            return Dictionary(found) { first, _ in first }
        }
    }

    package func intent(of attempt: AttemptID) throws(StoreFailure) -> Intent? {
        try disk.transaction { $0.attempts[attempt]?.intent }
    }

    package func knownResellerIDs(in field: FieldID, on system: SystemName) throws(StoreFailure) -> KnownResellerIDs {
        let refused = try refusals(on: system, limit: 1_000)
        return try disk.transaction { contents in
            var known = KnownResellerIDs()
            for account in contents.accounts.values.sorted(by: { $0.code < $1.code }) where account.kind == .reseller {
                guard let link = contents.link(account.id, system), link.state.holdsEmail else { continue }
                known.add(NamedAccount(account), under: link.options[field] ?? "")
            }
            for refusal in refused where refusal.reason?.refusesKey != true {
                let words = if case .refused(_, let words)? = refusal.reason { words } else { "" }
                known.add(.init(at: refusal.at, words: words), of: refusal.intent.options[field] ?? "")
            }
            return known
        }
    }

    package func situation(of account: AccountID, on system: SystemName) throws(StoreFailure) -> Situation? {
        try disk.transaction { $0.situation(of: account, on: system) }
    }
}

extension MemoryStore: Journal {
    package func commit(_ intent: Intent) throws(StoreFailure) -> IntentVerdict {
        try write(.intent) { contents throws(StoreFailure) in
            if let away = contents.home.away { throw .away(path: "memory", away) }
            return try contents.commit(intent, owner: owner)
        }
    }

    package func isSending(_ attempt: AttemptID) throws(StoreFailure) -> Bool {
        try disk.transaction { $0.isSending(attempt, owner: owner) }
    }

    package func commit(
        _ outcome: Outcome,
        of attempt: AttemptID,
        at moment: Moment
    ) throws(StoreFailure) -> OutcomeVerdict {
        try write(.outcome) { $0.commit(outcome, of: attempt, at: moment, owner: owner) }
    }

    package func recordFound(
        _ id: ExternalID,
        request: SyncRequest,
        on system: SystemName,
        at moment: Moment,
        by: String
    ) throws(StoreFailure) -> OutcomeVerdict {
        try write(.finding) { contents throws(StoreFailure) in
            try contents.recordFound(id, request: request, on: system, at: moment, by: by)
        }
    }

    package func takeOver(at moment: Moment, by: String) throws(StoreFailure) -> [Link] {
        try write(.takeOver) { $0.takeOver(at: moment, by: by) }
    }

    package func places(of sends: [KeptSend]) throws(StoreFailure) -> [SendPlace] {
        try disk.transaction { $0.places(of: sends) }
    }

    package func gaps(among attempts: [AttemptID]) throws(StoreFailure) -> JournalGaps {
        try disk.transaction { $0.gaps(among: attempts) }
    }

    package func admit(_ send: KeptSend, at moment: Moment, by: String) throws(StoreFailure) -> Admission {
        try write(.intent) { $0.admit(send, owner: owner, at: moment, by: by) }
    }

    package func history(of account: AccountID?, limit: Int) throws(StoreFailure) -> [LogEntry] {
        let log = try disk.transaction { $0.log }
        let chosen = log.lazy.reversed().map(\.entry).filter { account == nil || $0.account == account }
        return Array(chosen.prefix(limit))
    }

    package func refusals(on system: SystemName, limit: Int) throws(StoreFailure) -> [RefusedAttempt] {
        try disk.transaction { contents in
            let refused = contents.log.reversed().map(\.entry)
                .filter { $0.event == .outcome && $0.state == .refused && $0.system == system }
            return refused.prefix(limit)
                .compactMap { entry in
                    let intent = entry.attempt.flatMap { contents.attempts[$0]?.intent }
                    return intent.map { RefusedAttempt($0, reason: entry.reason, at: entry.at.wall) }
                }
        }
    }
}

extension MemoryStore: CaseStore {
    package func openCases(on system: SystemName?) throws(StoreFailure) -> [OpenCase] {
        try disk.transaction { $0.openCases(on: system) }
    }

    package func openCase(of account: AccountID, on system: SystemName) throws(StoreFailure) -> OpenCase? {
        try disk.transaction { $0.openCase(of: account, on: system) }
    }

    package func record(_ probe: Probe, of link: Link, by: String) throws(StoreFailure) {
        try write(.probe) { $0.record(probe, of: link, by: by) }
    }

    package func takeTurn(toAskAbout link: Link, at moment: Moment, after gap: Duration) throws(StoreFailure) -> Bool {
        try write(.probe) { $0.takeTurn(toAskAbout: link, at: moment, after: gap) }
    }

    package func adopt(_ adoption: Adoption, at moment: Moment, by: String) throws(StoreFailure) -> OutcomeVerdict {
        try write(.decision) { $0.adopt(adoption, at: moment, by: by) }
    }

    package func abandon(_ link: Link, at moment: Moment, by: String) throws(StoreFailure) -> OutcomeVerdict {
        try write(.decision) { $0.abandon(link, at: moment, by: by) }
    }

    package func unlink(_ link: Link, at moment: Moment, by: String) throws(StoreFailure) -> OutcomeVerdict {
        try write(.decision) { $0.unlink(link, at: moment, by: by) }
    }
}

extension MemoryStore: AuditReader {
    package func logHead() throws(StoreFailure) -> LogHead? { try chain().last.map { LogHead($0) } }

    package func logLines(after number: Int64, most: Int) throws(StoreFailure) -> [LogChain.Line] {
        Array(try chain().lazy.filter { $0.number > number }.prefix(most))
    }

    /// The chain is computed from the values, which nobody can change behind the store's back.
    private func chain() throws(StoreFailure) -> [LogChain.Line] {
        let (id, log) = (try workspace(), try disk.transaction { $0.log })
        var previous = LogChain.start(of: id)
        return log.map { line in
            let parts = ["\(line)"]
            previous = LogChain.hash(line.entry.number, parts, after: previous)
            return LogChain.Line(number: line.entry.number, parts: parts, hash: previous)
        }
    }
}
