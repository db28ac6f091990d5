package import Accounts

/// A run that several processes work on, as one of them has it.
extension BulkRun {
    /// Takes part in a run as the store has it; `states` are the accounts' present states.
    package init(_ plan: Plan, items: [RunItem], states: [AccountID: SyncState], limits: RunLimits) {
        var standings = plan.items.map { _ in Standing.waiting }
        var (free, others) = (Set<Int>(), Set<Int>())
        for item in items where standings.indices.contains(item.place) {
            switch item.standing {
            case .free: free.insert(item.place)
            case .taken:
                standings[item.place] = .underWay
                others.insert(item.place)
            case .ended(let record):
                if record.result != .leftOut { standings[item.place] = .ended(record.result) }
            }
        }
        let inDoubt = free.union(others).filter { states[plan.items[$0].id] == .inDoubt }
        self.init(plan, standings, asking: inDoubt, sending: free.subtracting(inDoubt), limits)
        self.others = others
        for item in items { if case .ended(let record) = item.standing, record.counts { count(record.result) } }
        // Whoever ended a parent may have died before its children were skipped.
        for index in plan.items.indices { if case .ended(let result) = standings[index] { settle(index, result) } }
        judge()
    }

    /// Whether it is under way in this process.
    func isOurs(_ index: Int) -> Bool { standings[index] == .underWay && !others.contains(index) }

    mutating func takeAway(_ index: Int) {
        if case .ended = standings[index] { return }
        if isOurs(index) { underWay -= 1 }
        held.remove(index)
        standings[index] = .underWay
        others.insert(index)
        passOver()
    }

    mutating func endElsewhere(_ index: Int, _ result: Result, _ counts: Bool) {
        if case .ended = standings[index] { return }
        if isOurs(index) { underWay -= 1 }
        others.remove(index)
        held.remove(index)
        defer { passOver() }
        guard result != .leftOut else {
            standings[index] = .waiting
            return
        }
        standings[index] = .ended(result)
        if counts { count(result) }
        settle(index, result)
        judge()
    }

    /// What another process gave back, or left behind, is begun as if nobody had taken it.
    mutating func free(_ index: Int) {
        guard others.remove(index) != nil else { return }
        standings[index] = .waiting
        if asked.contains(index) {
            asks.append(index)
        } else if parents[index].map({ standings[$0] == .ended(.synchronized) }) ?? true {
            sends.append(index)
        } else {
            held.insert(index)
        }
    }

    mutating func endEverywhere(_ reason: Ending) {
        for index in others { standings[index] = .waiting }
        (others, isHolding) = ([], false)
        stop(reason)
    }
}
