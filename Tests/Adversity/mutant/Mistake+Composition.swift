import Accounts
import GRDB
import InMemory
import Invariants
import Synchronization
import Synchronizing
import TeamStore
import Workspace

extension Mistake {
    /// The usual parts, one of them broken.
    func composition(_ door: SideDoor) -> Workspace.Composition {
        var composition = Workspace.Composition()
        if self == .synchronousNormal { composition.synchronous = "NORMAL" }
        composition.followsRedirects = self == .redirectsFollowed
        // A book on a server: short, so that those who are stopped or killed are missed soon.
        (composition.lease.length, composition.lease.beat, composition.lease.margin) =
            (.seconds(2), .milliseconds(400), .milliseconds(300))
        composition.compose = { usual in
            var dependencies = usual
            dependencies.serviceManagers = AlteredVendors(base: usual.serviceManagers) { alter(&$0) }
            guard let store = usual.journal as? any SendingStore else { preconditionFailure("one store is all of it") }
            var journal = AlteredJournal(store)
            alter(&journal, door)
            (dependencies.journal, dependencies.cases, dependencies.situations) = (journal, journal, journal)
            return dependencies
        }
        return composition
    }

    private func alter(_ vendor: inout AlteredVendor) {
        switch self {
        case .existsNotAsked: vendor.asksExists = false
        case .retryOn5xx: vendor.retriesOn5xx = true
        case .gateIgnored: vendor.gate = { _ in true }
        case .gateSlow, .leaseIgnored: vendor.gate = { $0 }
        case .defaultCode:
            vendor.onExists = { exchange in
                guard case .answered(let response) = exchange, case .object = response.body else { return exchange }
                return .answered(Response(status: response.status, body: .answer(AccountAnswer(code: 0))))
            }
        default: break
        }
    }

    private func alter(_ journal: inout AlteredJournal, _ door: SideDoor) {
        let base = journal.inner
        switch self {
        case .intentNotCommitted:
            journal.onIntent = { .committed(Link($0)) }
            journal.onIsSending = { _ in true }
        case .intentAfterSend:
            let held = Held()
            journal.onIntent = { intent in
                held.intent.withLock { $0 = intent }
                return .committed(Link(intent))
            }
            journal.onIsSending = { _ in true }
            journal.onOutcome = { outcome, attempt, moment throws(StoreFailure) in
                if let intent = held.intent.withLock({ $0 }) { _ = try await base.commit(intent) }
                return try await base.commit(outcome, of: attempt, at: moment)
            }
        case .leaseIgnored:
            journal.onIsSending = { attempt throws(StoreFailure) in
                guard let intent = try await base.intent(of: attempt) else { return false }
                let link = try await base.situation(of: intent.account, on: intent.system)?.link
                return link?.state == .sending && link?.attempt == attempt
            }
        case .doubtAsRefused:
            journal.onOutcome = { outcome, attempt, moment throws(StoreFailure) in
                var outcome = outcome
                if case .inDoubt = outcome { outcome = .refused(status: 500, message: "") }
                return try await base.commit(outcome, of: attempt, at: moment)
            }
        case .outcomeFailureHidden:
            journal.onOutcome = { outcome, attempt, moment throws(StoreFailure) in
                do {
                    return try await base.commit(outcome, of: attempt, at: moment)
                } catch {
                    return .recorded(
                        Link(account: "1000000", system: "Box", state: .synchronized, changed: moment.wall)
                    )
                }
            }
        case .strangerAdopted:
            journal.onFound = { verdict, moment throws(StoreFailure) in
                guard case .recorded(let link) = verdict, let id = link.externalID else { return verdict }
                return try await base.adopt(
                    Adoption(seen: link, externalID: id),
                    at: moment,
                    by: link.by
                )
            }
        case .outcomeApart:
            journal.onOutcome = { outcome, attempt, moment throws(StoreFailure) in
                guard case .created(let id) = outcome else {
                    return try await base.commit(outcome, of: attempt, at: moment)
                }
                return try await Self.recordApart(id, attempt, base, door)
            }
        case .takenOverAsNotSent:
            journal.onTakenOver = { links throws(StoreFailure) in
                if !links.isEmpty { try door.execute("UPDATE links SET state = 'not sent' WHERE state = 'in doubt'") }
                return links
            }
        case .secretInLog:
            journal.onIntent = { intent throws(StoreFailure) in
                var intent = intent
                intent.by = "api-key-that-nobody-may-see"
                return try await base.commit(intent)
            }
        case .parentIgnored:
            journal.onSituation = { situation in
                var situation = situation
                guard let parent = situation.parent else { return situation }
                situation.parent?.link = Link(
                    account: parent.account.id,
                    system: situation.system.name,
                    state: .synchronized,
                    externalID: "v-7",
                    options: situation.link?.options ?? [:],
                    changed: parent.account.updated
                )
                return situation
            }
            journal.onIntent = { intent throws(StoreFailure) in
                var intent = intent
                intent.parent = nil
                return try await base.commit(intent)
            }
        case .logRewritten:
            journal.onOutcome = { outcome, attempt, moment throws(StoreFailure) in
                let verdict = try await base.commit(outcome, of: attempt, at: moment)
                try door.execute("DROP TRIGGER log_lasts; DELETE FROM log WHERE event = 'intent'")
                return verdict
            }
        default: break
        }
    }

    private static func recordApart(
        _ id: ExternalID,
        _ attempt: AttemptID,
        _ base: any SendingStore,
        _ door: SideDoor
    ) async throws(StoreFailure) -> OutcomeVerdict {
        try door.execute(
            "UPDATE links SET state = 'synchronized', external_id = ?, origin = 'created', owner = NULL WHERE attempt = ?",
            [id.rawValue, attempt.rawValue]
        )
        try door.execute(
            """
            INSERT INTO log (event, attempt, account, system, generation, state, external_id, detail, at, by)
            SELECT 'outcome', attempt, account, system, generation, state, external_id, '',
                (SELECT at FROM log WHERE attempt = links.attempt LIMIT 1), by
            FROM links WHERE attempt = ?
            """,
            [attempt.rawValue]
        )
        guard let entry = try await base.history(of: nil, limit: 1).first,
            let link = try await base.situation(of: entry.account, on: entry.system)?.link
        else { return .stale(nil) }
        return .recorded(link)
    }
}

private final class Held: Sendable {
    let intent = Mutex<Intent?>(nil)
}

extension Link {
    /// What a commit of an intent would have left.
    fileprivate init(_ intent: Intent) {
        self.init(
            account: intent.account,
            system: intent.system,
            state: .sending,
            options: intent.options,
            attempt: intent.attempt,
            changed: intent.begun.wall,
            by: intent.by
        )
    }
}
