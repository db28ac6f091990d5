package import Accounts
import FoundationEssentials
import StoredForms
package import Synchronizing

extension TeamStore: Journal {
    package func commit(_ intent: Intent) async throws(StoreFailure) -> IntentVerdict {
        let (lease, hints) = (lease, hints)
        let steps = JointWrites.Steps(
            asksFirst: { session in
                try session.knowPlaceRights()
                try session.foresee {
                    _ = try session.place()
                    _ = try session.homes(limit: 1)
                    _ = try lease.isHeld(session)
                }
            },
            account: intent.account,
            // The system's place among the locks is behind the account's, so its key is read again there.
            asks: { try $0.foresee(intent, claimKey: hints.claimKey(of: intent.system)) }
        )
        let (verdict, owner) = try await writeJointly(about: .init(intent), steps) { [path] session in
            try session.requireHome(of: path)
            let owner = try lease.hold(session)
            let (verdict, claimKey) = try session.commit(intent, owner: owner)
            if let claimKey { hints.keep(intent, claimKey: claimKey) }
            return (verdict, owner)
        }
        lease.entered(owner)
        return verdict
    }

    package func isSending(_ attempt: AttemptID) async throws(StoreFailure) -> Bool {
        let lease = lease
        return try await told { try await lease.covers(attempt.rawValue) }
    }

    package func commit(
        _ outcome: Outcome,
        of attempt: AttemptID,
        at moment: Moment
    ) async throws(StoreFailure) -> OutcomeVerdict {
        let lease = lease
        let hint = hints.sent(attempt)
        let body: @Sendable (Session) throws -> (OutcomeVerdict, String?) = { session in
            let sent = try session.first(.attempts, "WHERE attempt = $1", [attempt])
            guard let sent else { return (.stale(nil), nil) }
            let (account, system): (AccountID, SystemName) = (try sent.word("account"), try sent.word("system"))
            if hint?.account != account { try session.lockAccount(account) }
            guard let row = try session.link(account, system) else { return (.stale(nil), nil) }
            let old = try StoredLink(row)
            // By its attempt, not by its owner: a true answer is welcome however late it comes.
            guard old.link.attempt == attempt, outcome.acceptingStates.contains(old.link.state) else {
                return (.stale(old.link), nil)
            }
            let found = try outcome.createdID.map {
                try session.findHolder(of: $0, claimKey: old.claimKey, except: account)
            }
            let link = old.link.ended(
                outcome,
                isHeld: found?.isHeld == true,
                at: moment,
                by: try Intent(row: sent).by
            )
            let owner = link.state == .waiting ? try lease.hold(session) : nil
            try session.put(old.with(link, owner: owner), inPlaceOf: old.link)
            try session.log(
                .outcome,
                link,
                externalID: link.externalID,
                reason: link.reason,
                at: moment,
                by: link.by
            )
            return (.recorded(link, holder: found?.holder), owner)
        }
        let (verdict, owner) =
            if let hint {
                try await writeJointly(
                    about: .init(outcome, of: hint.account),
                    .init(account: hint.account, asks: { try $0.foresee(outcome, of: attempt, hint) }),
                    body
                )
            } else {
                // What it is about, its locks among them, is not known before it is read.
                try await write(isRoutine: true, body)
            }
        if let owner { lease.entered(owner) }
        hints.forget(attempt)
        return verdict
    }

    package func admit(_ send: KeptSend, at moment: Moment, by: String) async throws(StoreFailure) -> Admission {
        let lease = lease
        let (admission, owner) = try await write { session in
            let owner = try lease.hold(session)
            return (try session.admit(send, owner: owner, at: moment, by: by), owner)
        }
        lease.entered(owner)
        return admission
    }

    package func takeOver(at moment: Moment, by: String) async throws(StoreFailure) -> [Link] {
        // Most of the time there is nobody to end, and whoever may only read can see that too.
        let isNeeded = try await read(isRoutine: true) { session in
            try session.count("SELECT count(*) FROM (\(Self.abandoned) LIMIT 1) AS found") > 0
        }
        guard isNeeded else { return [] }
        return try await useWriting(isRoutine: true) { line in
            let links = try line.write { try $0.sweep(at: moment, by: by) }
            // Once it counts, so that the server waits for nobody meanwhile.
            return try links()
        }
    }
}

extension JointWrites.Subjects {
    /// An intent decides about its account, and needs its parent as it is; who has its email is asked before it is written.
    fileprivate init(_ intent: Intent) {
        self.init(decided: [Self.account(intent.account)], needed: intent.parent.map { [Self.account($0.id)] } ?? [])
        if !intent.email.isEmpty { decided.insert("email \(intent.email)") }
    }

    fileprivate init(_ outcome: Outcome, of account: AccountID) {
        self.init(decided: [Self.account(account)])
        if let id = outcome.createdID { decided.insert("id \(id.folded)") }
    }
}
