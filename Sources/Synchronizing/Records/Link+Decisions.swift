package import Accounts

// What becomes of a link. A store reads the facts, asks here, and writes the result, within one transaction.

extension Link {
    /// Whether it is still as it was seen when something was decided about it.
    package func isUnchanged(since seen: Link) -> Bool {
        generation == seen.generation && state == seen.state && attempt == seen.attempt && externalID == seen.externalID
    }

    /// Whether an id may be linked: the cases, and what was given up.
    package var mayBeAdopted: Bool { state.needsOperator || state == .abandoned }

    /// The link that an intent leaves, in the place of the one before it; a second send opens the next generation.
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

    /// The link after an outcome of its attempt; where another account holds the id that was created, a conflict.
    package func ended(_ outcome: Outcome, isHeld: Bool, at moment: Moment) -> Link {
        var link = moved(to: outcome.state(inGeneration: generation), at: moment, by: by, reason: outcome.reason)
        guard let id = outcome.createdID else { return link }
        link.externalID = id
        if isHeld { link.state = .conflict } else { link.origin = .created }
        return link
    }

    /// The link after the process that held it died.
    package func takenOver(at moment: Moment, by: String) -> Link {
        // What was waiting for another try had not reached the vendor.
        let isUnsent = state == .waiting && generation == 1
        return moved(
            to: isUnsent ? .notSent : .inDoubt,
            at: moment,
            by: by,
            reason: isUnsent ? .endedBeforeSending : .inDoubt(.ownerDied)
        )
    }

    /// The link with an id that is adopted, as synchronized, or as a conflict where another account holds the id.
    ///
    /// Nil where that is refused: of an id that is held, and that the operator typed or that was in question already, nothing is known
    /// now that was not known before.
    package func adopted(_ adoption: Adoption, isHeld: Bool, at moment: Moment, by: String) -> Link? {
        guard !isHeld || !adoption.isUnconfirmed && state != .conflict && state != .abandoned else { return nil }
        var link = moved(to: isHeld ? .conflict : .synchronized, at: moment, by: by)
        link.externalID = adoption.externalID
        link.origin = isHeld ? nil : .adopted
        link.isUnconfirmed = adoption.isUnconfirmed
        link.options = adoption.options
        link.parent = adoption.parent
        return link
    }

    /// The link after it was given up; nil where it may not be.
    package func abandoned(at moment: Moment, by: String) -> Link? {
        guard state == .inDoubt || state == .conflict else { return nil }
        return moved(to: .abandoned, at: moment, by: by, reason: .abandoned)
    }

    /// The link after a wrong adoption was undone, *not synchronized* where nothing of it stays; nil where it may not be.
    package func unlinked(at moment: Moment, by: String) -> Link? {
        guard state == .synchronized, origin == .adopted else { return nil }
        var link = moved(
            // An attempt of ours came before: whether it created the account is in doubt again.
            to: attempt == nil ? .notSynchronized : .inDoubt,
            at: moment,
            by: by,
            reason: .unlinked
        )
        (link.externalID, link.origin, link.isUnconfirmed) = (nil, nil, false)
        return link
    }

    private func moved(to state: SyncState, at moment: Moment, by: String, reason: Reason? = nil) -> Link {
        var link = self
        (link.state, link.changed, link.by, link.reason) = (state, moment.wall, by, reason)
        return link
    }
}

extension Outcome {
    /// The id of the account that the vendor created.
    package var createdID: ExternalID? { if case .created(let id) = self { id } else { nil } }

    /// After a second send a no proves nothing about the first one: the account stays in doubt.
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
    /// What was written: a link, or a conflict where another account holds its id.
    package static func recorded(_ link: Link, holder: AccountOnSystem?) -> OutcomeVerdict {
        holder.map { .conflict(link, holder: $0) } ?? .recorded(link)
    }
}
