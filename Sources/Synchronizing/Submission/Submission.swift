package import Accounts

/// One *Save & Synchronize* as a value: events go in, the next action comes out (docs/reliability.md, "The rules").
///
/// It decides everything and does nothing, so every order of events can be tried in a test.
package struct Submission: Sendable {
    /// Something to do; each action is followed by an event.
    package enum Action: Sendable {
        case askExists
        /// Write down that the vendor has the account already.
        case recordFound(ExternalID)
        /// Link the id that the exists call named after an earlier attempt of ours.
        case adopt(ExternalID)
        /// Commit an intent that obtains the claim in this way.
        case commitIntent(Intent.Claim)
        /// Send, once.
        case send
        case record(Outcome)
        case wait(Backoff)
        case proveExists
        case finish(Conclusion)
    }

    package enum Event: Sendable {
        /// The exists call ended, with or without an answer.
        case existsAnswered(ExistsVerdict)
        case foundRecorded(OutcomeVerdict)
        case adopted(OutcomeVerdict)
        case intentJudged(IntentVerdict)
        case sent(SendVerdict, AttemptID)
        case outcomeJudged(OutcomeVerdict)
        case waited
        /// What the account belongs to ended while it waited before the next try; nothing more is sent of it.
        case waitRefused
        /// The exists call is marked as proved; a failed write is ignored, since the next success tries again.
        case existsProved
        /// The intent was not committed: the outcome of another attempt is not written down yet.
        case heldBack(by: AttemptID)
        /// The intent was not committed: what the account belongs to ended before its turn came.
        case turnRefused
        case storeFailed(StoreFailure)
    }

    private enum Step: Sendable {
        case asking
        case waitingToAsk(ExistsVerdict)
        case recordingFound
        case adopting
        case committing
        case sending
        case recording(SendVerdict, AttemptID, Outcome)
        case waitingToSend(SendVerdict)
        case proving(Conclusion, ExternalID)
        case done
    }

    private let limits: SendingLimits
    private var isSendingAgain: Bool
    /// Whether, by the vendor's word, a repeat creates nothing; what is in doubt is then sent once more automatically.
    private var repeatsOnce: Bool
    /// What the first send amounted to, while it is repeated.
    private var repeated: (link: Link, doubt: Doubt)?
    private let provesExists: Bool
    private var claim: Intent.Claim
    private var asked = 0
    private var sends = 0
    private var step = Step.asking

    /// Begins with a free claim, or in order to send again what is in doubt.
    ///
    /// `provesExists`: whether exists is still to be proved, so that an exists call is made after a success.
    /// `repeatsOnce`: whether the system is registered as safe to repeat, so that what is in doubt is sent a second
    /// time automatically.
    package init(
        sendingAgain: Bool = false,
        provesExists: Bool,
        repeatsOnce: Bool = false,
        limits: SendingLimits
    ) {
        self.limits = limits
        self.repeatsOnce = repeatsOnce && !sendingAgain
        self.isSendingAgain = sendingAgain
        self.provesExists = provesExists
        claim = sendingAgain ? .sendAgain : .first
    }

    package mutating func start() -> Action { .askExists }

    /// Takes in an event; returns the next action.
    ///
    /// An event that does not fit the step is a programming error.
    package mutating func apply(_ event: Event) -> Action {
        switch (step, event) {
        case (.asking, .existsAnswered(let verdict)): decide(on: verdict)
        case (.waitingToAsk, .waited): go(.asking, .askExists)
        case (.recordingFound, .foundRecorded(let verdict)): conclude(verdict) { .atVendor($0) }
        case (.adopting, .adopted(let verdict)): conclude(verdict) { .adopted($0) }
        case (.committing, .intentJudged(let verdict)): decide(on: verdict)
        case (.committing, .heldBack(let other)): finish(.held(by: other))
        case (.committing, .turnRefused): finish(.unanswered(.unreachable(.cancelled)))
        case (.sending, .sent(let verdict, let attempt)): decide(on: verdict, attempt)
        case (.recording(let sent, _, let outcome), .outcomeJudged(let verdict)):
            decide(on: verdict, of: sent, outcome)
        case (.recording(let sent, let attempt, let outcome), .storeFailed(let failure)):
            finish(.unrecorded(attempt, outcome, failure, password: sent.password))
        case (.waitingToSend, .waited): commit(.held)
        case (.waitingToAsk(.throttled(let after)), .waitRefused),
            (.waitingToSend(.throttled(let after)), .waitRefused):
            finishStopped(.throttledAndStopped(after: after))
        case (.waitingToAsk, .waitRefused), (.waitingToSend, .waitRefused):
            finishStopped(.unanswered(.unreachable(.cancelled)))
        case (.proving(let conclusion, let id), .existsAnswered(let verdict)): prove(id, verdict, conclusion)
        case (.proving(let conclusion, _), .existsProved): finish(conclusion)
        case (_, .storeFailed(let failure)): finish(.storeFailed(failure))
        default: preconditionFailure("\(event) does not follow \(step)")
        }
    }

    // MARK: Before the send

    private mutating func decide(on verdict: ExistsVerdict) -> Action {
        asked += 1
        switch verdict {
        case .absent: return commit(claim)
        case .present(let id):
            return isSendingAgain ? go(.adopting, .adopt(id)) : go(.recordingFound, .recordFound(id))
        case .refused(let status, let message):
            return finish(.refused(.init(status: status, message: message, isBeforeSending: true)))
        case .unreachable(.invalidRequest), .unreachable(.cancelled), .unreachable(.circuitOpen):
            return finish(.unanswered(verdict))
        case .throttled, .unreachable, .unclear:
            guard asked < limits.tries else { return finish(.unanswered(verdict)) }
            return go(.waitingToAsk(verdict), .wait(limits.backoff(after: asked, vendor: verdict.retryAfter)))
        }
    }

    private mutating func commit(_ claim: Intent.Claim) -> Action { go(.committing, .commitIntent(claim)) }

    private mutating func decide(on verdict: IntentVerdict) -> Action {
        switch verdict {
        case .committed: go(.sending, .send)
        case .changed(let changes): finish(.changed(changes))
        case .claimed(let link) where link.state == .synchronized: finish(.alreadySynchronized(link))
        case .claimed(let link): finish(.claimed(link))
        }
    }

    // MARK: After the send

    private mutating func decide(on verdict: SendVerdict, _ attempt: AttemptID) -> Action {
        sends += 1
        let outcome: Outcome =
            switch verdict {
            case .created(let id, _, _): .created(id)
            case .refused(let status, let message): .refused(status: status, message: message)
            case .throttled: .notSent(.throttled, triesAgain: triesAgain(verdict))
            case .notSent(let unsent): .notSent(.notSent(unsent), triesAgain: triesAgain(verdict))
            case .inDoubt(let doubt): .inDoubt(doubt)
            }
        return go(.recording(verdict, attempt, outcome), .record(outcome))
    }

    private func triesAgain(_ verdict: SendVerdict) -> Bool {
        switch verdict {
        case .notSent(.gateClosed), .notSent(.cancelled), .notSent(.invalidRequest), .notSent(.tlsFailed),
            .notSent(.circuitOpen):
            false
        case .notSent, .throttled: sends < limits.tries
        case .created, .refused, .inDoubt: false
        }
    }

    private mutating func decide(on verdict: OutcomeVerdict, of sent: SendVerdict, _ outcome: Outcome) -> Action {
        switch (verdict, sent) {
        case (.conflict(let link, let holder), _):
            return finish(.conflict(link, holder: holder, password: sent.password))
        case (.stale(let link), _):
            // Somebody resolved it in the meantime; that resolution is now the truth.
            return finish(link.map { .claimed($0, password: sent.password) } ?? .changed([.link]))
        case (.recorded(let link), .created(let id, let message, let password)):
            let conclusion = Conclusion.created(link, message: message, password: password, duplicate: nil)
            return provesExists || isSendingAgain ? go(.proving(conclusion, id), .askExists) : finish(conclusion)
        case (.recorded(let link), .refused), (.recorded(let link), .notSent), (.recorded(let link), .throttled):
            // After a second send, a refusal proves nothing about the first one.
            guard link.state != .inDoubt else { return finish(.claimed(link)) }
            return conclude(sent, link)
        case (.recorded(let link), .inDoubt(let doubt)):
            guard repeatsOnce else { return finish(.inDoubt(link, doubt)) }
            (repeatsOnce, isSendingAgain, claim, asked) = (false, true, .sendAgain, 0)
            repeated = (link, doubt)
            return go(.asking, .askExists)
        }
    }

    /// Concludes after an answer, or a failure, that says for certain that nothing was created.
    private mutating func conclude(_ sent: SendVerdict, _ link: Link) -> Action {
        switch sent {
        case .refused(let status, let message):
            return finish(.refused(.init(status: status, message: message, isBeforeSending: false)))
        case .notSent(let unsent) where link.state != .waiting: return finish(.notSent(unsent))
        case .throttled(let after) where link.state != .waiting: return finish(.throttled(after: after))
        case .throttled(let after): return go(.waitingToSend(sent), .wait(limits.backoff(after: sends, vendor: after)))
        case .notSent, .created, .inDoubt:
            return go(.waitingToSend(sent), .wait(limits.backoff(after: sends, vendor: nil)))
        }
    }

    /// Judges the exists call after a success: the same id is proof, another a duplicate, anything else says nothing.
    private mutating func prove(_ id: ExternalID, _ verdict: ExistsVerdict, _ conclusion: Conclusion) -> Action {
        guard case .present(let found) = verdict else { return finish(conclusion) }
        if found.folded == id.folded { return .proveExists }
        guard case .created(let link, let message, let password, _) = conclusion else { return finish(conclusion) }
        return finish(.created(link, message: message, password: password, duplicate: found))
    }

    private mutating func conclude(_ verdict: OutcomeVerdict, _ conclusion: (Link) -> Conclusion) -> Action {
        switch verdict {
        case .recorded(let link): finish(conclusion(link))
        case .conflict(let link, let holder): finish(.conflict(link, holder: holder))
        case .stale(let link?) where link.state == .synchronized: finish(.alreadySynchronized(link))
        case .stale(let link?): finish(.claimed(link))
        case .stale(nil): finish(.changed([.link]))
        }
    }

    /// Concludes without another try; a doubt of an earlier send remains one.
    private mutating func finishStopped(_ conclusion: Conclusion) -> Action {
        finish(repeated.map { Conclusion.inDoubt($0.link, $0.doubt) } ?? conclusion)
    }

    private mutating func finish(_ conclusion: Conclusion) -> Action {
        go(.done, .finish(repeated.map { conclusion.after($0.link, $0.doubt) } ?? conclusion))
    }

    private mutating func go(_ next: Step, _ action: Action) -> Action {
        step = next
        return action
    }
}

extension ExistsVerdict {
    fileprivate var retryAfter: Duration? {
        if case .throttled(let after) = self { after } else { nil }
    }
}

extension SendVerdict {
    fileprivate var password: Secret? { if case .created(_, _, let password) = self { password } else { nil } }
}
