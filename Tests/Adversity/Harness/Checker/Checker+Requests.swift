import Invariants

extension Checker {
    /// I4, I5, I6, I7 and R3: what the vendor received, and what had been written down before.
    mutating func checkRequests() {
        for objection in vendor.objections { object(.intentBeforeSend, objection) }
        let attempts = Dictionary(records.attempts.map { ($0.attempt, $0) }) { first, _ in first }
        var seen: [String: Int] = [:]
        for request in vendor.received where request.endpoint == .synchronize {
            // A request whose head did not come whole may lack its id.
            guard let trackID = request.trackID else {
                if request.isHeadComplete {
                    object(.intentBeforeSend, "a synchronize request came without the id of its attempt")
                }
                continue
            }
            seen[trackID, default: 0] += 1
            guard let attempt = attempts[trackID] else {
                object(
                    .intentBeforeSend,
                    "the vendor saw the synchronize request \(trackID), of which no intent is known here"
                )
                continue
            }
            if let account = request.account, account != attempt.account {
                object(
                    .intentBeforeSend,
                    "the request \(trackID) is about account \(account), its intent about \(attempt.account)"
                )
            }
            checkFamily(request)
            checkAsked(request)
        }
        for (trackID, count) in seen where count > 1 {
            object(.historyStays, "the vendor saw \(count) synchronize requests of the attempt \(trackID)")
        }
        checkAnswered(seen)
    }

    /// I6: the parent was synchronized before its child was sent, under the id in the child's request.
    private mutating func checkFamily(_ request: Received) {
        guard let account = records.accounts.first(where: { $0.id == request.account }) else { return }
        guard account.parent != nil else { return }
        guard let parent = request.parent, let id = request.parentExternalID else {
            return object(.parentFirst, "the customer \(account.code) was sent without its parent")
        }
        let made = vendor.created.first { $0.account == parent && $0.externalID == id }
        guard let made, made.request < request.number else {
            return object(
                .parentFirst,
                "the customer \(account.code) was sent before its parent \(parent) was there as \(id)"
            )
        }
        let intent = records.log.first { $0.event == "intent" && $0.attempt == request.trackID }
        let before = records.log.last {
            $0.account == parent && $0.externalID == id && $0.state == "synchronized" && $0.number < intent?.number ?? 0
        }
        if before == nil {
            object(
                .parentFirst,
                "the customer \(account.code) was sent before its parent \(parent) was synchronized here"
            )
        }
    }

    /// Rule 3: the exists call comes first, and only a true *absent* lets a synchronize request go.
    private mutating func checkAsked(_ request: Received) {
        guard let account = request.account else { return }
        let last = vendor.received.last {
            // The sender cannot have known an answer that was determined after its request began.
            $0.endpoint == .exists && $0.account == account && $0.saidAt ?? .max < request.at && $0.said != nil
        }
        switch last?.said {
        case .absent: break
        case .present: object(.existsIsAsked, "account \(account) was sent after exists had said that it is there")
        case nil: object(.existsIsAsked, "account \(account) was sent and exists had never said that it is absent")
        }
    }

    /// I7: an attempt that is recorded as answered had a request.
    private mutating func checkAnswered(_ seen: [String: Int]) {
        for entry in records.log where entry.event == "outcome" {
            guard let attempt = entry.attempt, ["synchronized", "refused", "conflict"].contains(entry.state) else {
                continue
            }
            if seen[attempt] == nil {
                object(.historyStays, "attempt \(attempt) is \(entry.state), and the vendor never saw a request of it")
            }
        }
    }
}
