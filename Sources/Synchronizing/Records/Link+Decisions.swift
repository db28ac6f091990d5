package import Accounts

// The decisions about a link's future. A store reads the facts, asks here, and writes the result, in one transaction.

extension Link {
    /// Whether the link is unchanged since it was seen and something was decided about it.
    package func isUnchanged(since seen: Link) -> Bool {
        generation == seen.generation && state == seen.state && attempt == seen.attempt && externalID == seen.externalID
    }

    /// Whether an id may be linked: for the cases, and for a link that was given up.
    package var mayBeAdopted: Bool { state.needsOperator || state == .abandoned }

    /// Whether an order may verify the link now, as it was when its orders were asked for.
    package func mayBeVerified(since seen: Link) -> Bool {
        state == .synchronized && witness == nil && isUnchanged(since: seen) && changed == seen.changed
    }

    /// The link after an intent, replacing the one before it; a second send begins the next generation.
    package init(_ intent: Intent, after old: Link?) {
        self.init(
            account: intent.account,
            system: intent.system,
            generation: (old?.generation ?? 1) + (intent.claim == .sendAgain ? 1 : 0),
            state: .sending,
            options: intent.options,
            parent: intent.parent?.id,
            attempt: intent.attempt,
            changed: intent.begun.wall,
            by: intent.by
        )
    }

    /// The link of an account that the exists call found before anything was sent.
    package init(
        found id: ExternalID,
        for request: SyncRequest,
        on system: SystemName,
        after old: Link?,
        isHeld: Bool,
        at moment: Moment,
        by: String
    ) {
        self.init(
            account: request.account.id,
            system: system,
            generation: old?.generation ?? 1,
            state: isHeld ? .conflict : .atVendor,
            externalID: id,
            options: request.storableOptions,
            parent: request.parent?.id,
            changed: moment.wall,
            by: by
        )
    }

    /// The link after an outcome of its attempt: a conflict if another account holds the id that was created.
    ///
    /// `by` is who sent it, also if somebody else put it in doubt meanwhile.
    package func ended(_ outcome: Outcome, isHeld: Bool, at moment: Moment, by: String) -> Link {
        var link = moved(to: outcome.state(inGeneration: generation), at: moment, by: by, reason: outcome.reason)
        guard let id = outcome.createdID else { return link }
        link.externalID = id
        if isHeld { link.state = .conflict } else { link.origin = .created }
        return link
    }

    /// The link after the process that held it died.
    package func takenOver(at moment: Moment, by: String) -> Link {
        // A link that was waiting for another try had not reached the vendor.
        let isUnsent = state == .waiting && generation == 1
        return moved(
            to: isUnsent ? .notSent : .inDoubt,
            at: moment,
            by: by,
            reason: isUnsent ? .endedBeforeSending : .inDoubt(.ownerDied)
        )
    }

    /// The link after an adoption: synchronized, or a conflict if another account holds the id.
    ///
    /// Nil if that is refused: if the id is held, and the operator typed it or the link was in conflict or given up
    /// already, then nothing new is known.
    package func adopted(_ adoption: Adoption, isHeld: Bool, at moment: Moment, by: String) -> Link? {
        guard !isHeld || !adoption.isUnconfirmed && state != .conflict && state != .abandoned else { return nil }
        var link = moved(to: isHeld ? .conflict : .synchronized, at: moment, by: by)
        link.externalID = adoption.externalID
        link.origin = isHeld ? nil : .adopted
        link.isUnconfirmed = adoption.isUnconfirmed
        (link.options, link.parent) = (adoption.seen.options, adoption.seen.parent)
        return link
    }

    /// The link after it was given up; nil if that is not allowed.
    package func abandoned(at moment: Moment, by: String) -> Link? {
        guard state == .inDoubt || state == .conflict else { return nil }
        return moved(to: .abandoned, at: moment, by: by, reason: .abandoned)
    }

    /// The link after a wrong adoption was undone, *not synchronized* if nothing of it remains; nil if not allowed.
    package func unlinked(at moment: Moment, by: String) -> Link? {
        guard state == .synchronized, origin == .adopted else { return nil }
        var link = moved(
            // There was an attempt of ours before: whether it created the account is in doubt again.
            to: attempt == nil ? .notSynchronized : .inDoubt,
            at: moment,
            by: by,
            reason: .unlinked
        )
        (link.externalID, link.origin, link.isUnconfirmed) = (nil, nil, false)
        return link
    }

    /// Whether somebody undid its adoption, and nothing came of it since: what the exists call names may be the wrong account
    /// again, so only a person links it.
    package var isUnlinked: Bool { state == .inDoubt && reason == .unlinked }

    private func moved(to state: SyncState, at moment: Moment, by: String, reason: Reason? = nil) -> Link {
        var link = self
        (link.state, link.changed, link.by, link.reason) = (state, moment.wall, by, reason)
        // An order verified the link as it was, under the id that it had.
        link.witness = nil
        return link
    }
}

extension Outcome {
    /// The id of the account that the vendor created.
    package var createdID: ExternalID? { if case .created(let id) = self { id } else { nil } }

    /// After a second send, a refusal proves nothing about the first one: the account stays in doubt.
    fileprivate func state(inGeneration generation: Int) -> SyncState {
        switch self {
        case .created: .synchronized
        case .inDoubt: .inDoubt
        case .notSent(_, triesAgain: true): .waiting
        case .refused: generation > 1 ? .inDoubt : .refused
        case .notSent: generation > 1 ? .inDoubt : .notSent
        }
    }
}

extension OutcomeVerdict {
    /// What was written: a link, or a conflict if another account holds its id.
    package static func recorded(_ link: Link, holder: AccountOnSystem?) -> OutcomeVerdict {
        holder.map { .conflict(link, holder: $0) } ?? .recorded(link)
    }
}
