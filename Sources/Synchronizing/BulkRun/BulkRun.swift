package import Accounts

/// The order of a bulk run, as a value: events go in, actions come out (reliability.md, numbers to ship).
///
/// Parents go before their children. The children of a parent that failed are skipped; those of a parent in doubt wait.
package struct BulkRun: Sendable {
    /// The standings, in the order of the plan.
    package private(set) var standings: [Standing]
    /// How many accounts are being asked about or sent.
    package private(set) var underWay = 0
    /// The accounts that the last event has skipped, because their parent failed.
    package private(set) var skipped: [Int] = []
    /// Whether nothing new may begin.
    package var isEnding: Bool { ending != nil }
    private let limits: RunLimits
    private var children: [Int: [Int]] = [:]
    private var asks: ArraySlice<Int>
    private var sends: ArraySlice<Int>
    private var ending: Ending?
    private var isHolding = false
    /// After a hold one account goes first; the others follow only if it gets through.
    private var isProbing = false
    private var failedProbes = 0
    private var doubts = 0
    private var sent = 0
    private var failed = 0
    private var isFinished = false
    /// The accounts that an earlier run left in doubt: the vendor is asked about them, and they are never sent.
    private let asked: Set<Int>
    /// The accounts that wait for a parent.
    private var held: Set<Int>

    /// Begins a run over the items of a plan.
    ///
    /// `states` are the accounts' present states; `otherwise` are the accounts that are synchronized with values other
    /// than the plan's; `only` are the accounts that may be sent, or nil for all.
    package init(
        _ plan: Plan,
        states: [AccountID: SyncState],
        otherwise: Set<AccountID> = [],
        only: Set<AccountID>? = nil,
        limits: RunLimits
    ) {
        self.limits = limits
        let places = Dictionary(
            plan.items.enumerated().map { ($0.element.code, $0.offset) },
            uniquingKeysWith: { first, _ in first }
        )
        let standings = plan.items.map { item in
            otherwise.contains(item.id) ? Standing.ended(.blocked) : item.standing(states[item.id])
        }
        let parents = plan.items.map { item in item.parent.flatMap { places[$0] } }
        let waiting = plan.items.indices.filter { standings[$0] == .waiting }
        let inDoubt = waiting.filter { states[plan.items[$0].id] == .inDoubt }
        let sendable = Set(waiting).subtracting(inDoubt).filter { only?.contains(plan.items[$0].id) ?? true }
        let free = waiting.filter { index in
            sendable.contains(index) && (parents[index].map { standings[$0] == .ended(.synchronized) } ?? true)
        }
        self.standings = standings
        asked = Set(inDoubt)
        asks = inDoubt[...]
        sends = free[...]
        held = sendable.subtracting(free)
        for (index, parent) in parents.enumerated() { if let parent { children[parent, default: []].append(index) } }
        for index in plan.items.indices { if case .ended(let result) = standings[index] { settle(index, result) } }
    }

    /// Takes in an event; returns what to do now.
    package mutating func apply(_ event: Event) -> [Action] {
        skipped = []
        switch event {
        case .started: break
        case .ended(let index, let result): end(index, result)
        case .unreachable(let index, let wait): return hold(index, wait)
        case .quarantined(let index, let reason):
            leave(index)
            stop(.quarantined(reason))
        case .unbegun(let index): leave(index)
        case .held:
            isHolding = false
            isProbing = true
        case .stopped:
            isHolding = false
            stop(.stopped)
        }
        return fill()
    }

    // MARK: What ended

    private mutating func end(_ index: Int, _ result: Result) {
        underWay -= 1
        standings[index] = .ended(result)
        (isProbing, failedProbes) = (false, 0)
        if !asked.contains(index) { count(result) }
        settle(index, result)
        if result == .storeFailed || result == .unrecorded { stop(.storeFailed) }
        if doubts >= limits.mostDoubts { stop(.doubts(doubts)) }
        if sent >= limits.leastForQuarantine, Double(failed) >= limits.quarantineShare * Double(sent) {
            stop(.quarantined(.failures(failed, of: sent)))
        }
    }

    private mutating func count(_ result: Result) {
        switch result {
        case .synchronized: sent += 1
        case .refused, .notSent: (sent, failed) = (sent + 1, failed + 1)
        case .inDoubt: doubts += 1
        case .atVendor, .conflict, .blocked, .skipped, .storeFailed, .unrecorded: break
        }
    }

    /// Applies a result to the account's children.
    private mutating func settle(_ index: Int, _ result: Result) {
        guard result != .inDoubt, result != .unrecorded else { return }
        for child in children[index] ?? [] where standings[child] == .waiting && !asked.contains(child) {
            let wasHeld = held.remove(child) != nil
            if result == .synchronized {
                if wasHeld { sends.append(child) }
            } else {
                standings[child] = .ended(.skipped)
                skipped.append(child)
                settle(child, .skipped)
            }
        }
    }

    /// Puts back an account that was begun and not sent.
    private mutating func leave(_ index: Int) {
        underWay -= 1
        standings[index] = .waiting
        if asked.contains(index) {
            asks.insert(index, at: asks.startIndex)
        } else {
            sends.insert(index, at: sends.startIndex)
        }
    }

    private mutating func hold(_ index: Int, _ wait: Duration) -> [Action] {
        leave(index)
        if isProbing {
            isProbing = false
            failedProbes += 1
            if failedProbes >= limits.mostFailedProbes { stop(.unreachable) }
        }
        guard !isHolding, ending == nil else { return fill() }
        isHolding = true
        return [.hold(wait)]
    }

    private mutating func stop(_ reason: Ending) { ending = ending ?? reason }

    // MARK: What begins

    private mutating func fill() -> [Action] {
        var actions: [Action] = []
        let most = isProbing ? 1 : limits.inFlight
        while ending == nil, !isHolding, underWay < most, let next = begin() { actions.append(next) }
        if underWay == 0, !isHolding, !isFinished, ending != nil || asks.isEmpty && sends.isEmpty {
            isFinished = true
            actions.append(.finish(ending ?? .complete))
        }
        return actions
    }

    private mutating func begin() -> Action? {
        let ask = asks.popFirst()
        guard let index = ask ?? sends.popFirst() else { return nil }
        standings[index] = .underWay
        underWay += 1
        return ask == nil ? .send(index) : .ask(index)
    }
}

extension Plan.Item {
    /// The item's standing when a run begins, from its verdict and its present state.
    fileprivate func standing(_ state: SyncState?) -> BulkRun.Standing {
        switch state {
        case .synchronized: return .ended(.synchronized)
        case .inDoubt: return .waiting
        case .conflict: return .ended(.conflict)
        case .abandoned: return .ended(.blocked)
        default: break
        }
        switch verdict {
        case .ready, .waits, .inDoubt, .synchronized: return .waiting
        case .blocked: return .ended(.blocked)
        }
    }
}
