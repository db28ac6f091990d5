import Invariants

extension Checker {
    /// I7, I9, R2 and R3: the history is right step by step, and the links are where it ends.
    mutating func checkLog() {
        checkNumbers()
        var states: [String: Records.LogRow] = [:]
        for entry in records.log {
            let key = "\(entry.account) on \(entry.system)"
            checkEdge(entry, from: states[key])
            states[key] = entry
        }
        for link in records.links {
            let last = states.removeValue(forKey: "\(link.account) on \(link.system)")
            guard let last, last.state == link.state, last.generation == link.generation else {
                object(
                    .allowedEdges,
                    "account \(link.account) is \(link.state), and its history ends with \(last?.state ?? "nothing")"
                )
                continue
            }
            if link.state == "synchronized", last.externalID != link.externalID {
                object(
                    .allowedEdges,
                    "account \(link.account) is \(link.externalID ?? "nothing"), in its history \(last.externalID ?? "nothing")"
                )
            }
        }
        for (key, last) in states where last.state != "not synchronized" {
            object(.allowedEdges, "account \(key) has no link, and its history ends with \(last.state)")
        }
    }

    private mutating func checkNumbers() {
        let numbers = records.log.map(\.number)
        if numbers != Array(1...(records.lastNumber + 1)).dropLast() {
            object(.historyStays, "the history has gaps: \(numbers.count) entries, the last was \(records.lastNumber)")
        }
        let intents = records.log.filter { $0.event == "intent" }.compactMap(\.attempt)
        if intents.sorted() != records.attempts.map(\.attempt).sorted() {
            object(.historyStays, "\(records.attempts.count) attempts, and \(intents.count) intents in the history")
        }
        var begun: Set<String> = []
        for entry in records.log {
            guard let attempt = entry.attempt else { continue }
            if entry.event == "intent" {
                begun.insert(attempt)
            } else if !begun.contains(attempt) {
                object(.historyStays, "the first entry of attempt \(attempt) is \(entry.event)")
            }
        }
    }

    private mutating func checkEdge(_ entry: Records.LogRow, from last: Records.LogRow?) {
        let before = last?.state ?? "not synchronized"
        let isAllowed =
            switch entry.event {
            case "intent":
                entry.state == "sending"
                    && (before == "in doubt"
                        ? entry.generation == (last?.generation ?? 0) + 1
                        : ["not synchronized", "refused", "not sent", "already at the vendor", "waiting"]
                            .contains(before)
                            && entry.generation == last?.generation ?? 1)
            case "outcome":
                (["sending", "in doubt"].contains(before)
                    || before == "waiting" && ["not sent", "in doubt"].contains(entry.state))
                    && entry.attempt == last?.attempt
                    && ["synchronized", "refused", "waiting", "not sent", "in doubt", "conflict"].contains(entry.state)
            case "taken over":
                before == "sending" && entry.state == "in doubt"
                    || before == "waiting" && entry.state == (entry.generation == 1 ? "not sent" : "in doubt")
            case "found":
                ["not synchronized", "refused", "not sent", "already at the vendor"].contains(before)
                    && ["already at the vendor", "conflict"].contains(entry.state)
            case "probe": before == "in doubt" && entry.state == before
            case "adopted":
                ["already at the vendor", "in doubt", "conflict", "abandoned"].contains(before)
                    && ["synchronized", "conflict"].contains(entry.state)
            case "abandoned": ["in doubt", "conflict"].contains(before) && entry.state == "abandoned"
            case "unlinked": before == "synchronized" && ["in doubt", "not synchronized"].contains(entry.state)
            default: false
            }
        if !isAllowed {
            object(
                .allowedEdges,
                "entry \(entry.number): \(entry.event) took account \(entry.account) from \(before) to \(entry.state)"
            )
        }
        if !terms.hasLeases, entry.event == "outcome", last?.event == "taken over", entry.number <= terms.lastOfAttack {
            object(.ownersKeep, "attempt \(entry.attempt ?? "?") was taken over while its owner lived")
        }
        if entry.event == "adopted", before == "already at the vendor", !terms.adopts {
            object(
                .existsIsAsked,
                "account \(entry.account) was adopted as \(entry.externalID ?? "nothing"), and nobody had asked for it"
            )
        }
    }
}
