package import Accounts

/// The order of a bulk run, as a value: events go in, actions come out (docs/reliability.md, "Many accounts").
///
/// Parents go before their children. The children of a parent that failed are skipped; those of a parent in doubt wait.
/// Each process that works on a run has one over all of its accounts, and learns of the others' by events, so that doubts
/// and failures count wherever they happened. What it begins is this process's only once the store says so.
package struct BulkRun: Sendable {
    /// The standings, in the order of the plan.
    package internal(set) var standings: [Standing]
    /// How many accounts are being asked about or sent.
    package internal(set) var underWay = 0
    /// The accounts that the last event has skipped, because their parent failed.
    package private(set) var skipped: [Int] = []
    /// Whether nothing new may begin.
    package var isEnding: Bool { ending != nil || isLeaving }
    /// Whether nothing new may begin in this process alone.
    var isOnlyLeaving: Bool { ending == nil && isLeaving }
    /// The accounts that other processes have taken.
    package internal(set) var others: Set<Int> = []
    private let limits: RunLimits
    /// How many accounts may be under way in this process, so that the others come to theirs.
    private var share: Int
    private var children: [Int: [Int]] = [:]
    var asks: ArraySlice<Int>
    var sends: ArraySlice<Int>
    private var ending: Ending?
    private var isLeaving = false
    var isHolding = false
    /// Whether there was no room at the system when it was last asked for.
    private var isFull = false
    /// After a hold one account goes first; the others follow only if it gets through.
    private var isProbing = false
    private var failedProbes = 0
    private var doubts = 0
    private var sent = 0
    private var failed = 0
    private var isFinished = false
    /// The accounts that an earlier run left in doubt: the vendor is asked about them, and they are never sent.
    let asked: Set<Int>
    /// The accounts that wait for a parent.
    var held: Set<Int>
    let parents: [Int?]

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
        let standings = plan.items.map { item in
            otherwise.contains(item.id) ? Standing.ended(.blocked) : item.standing(states[item.id])
        }
        let waiting = plan.items.indices.filter { standings[$0] == .waiting }
        let inDoubt = Set(waiting.filter { states[plan.items[$0].id] == .inDoubt })
        let chosen = waiting.filter { only?.contains(plan.items[$0].id) ?? true }
        self.init(plan, standings, asking: inDoubt, sending: Set(chosen).subtracting(inDoubt), limits)
        for index in plan.items.indices { if case .ended(let result) = standings[index] { settle(index, result) } }
    }

    init(
        _ plan: Plan,
        _ standings: [Standing],
        asking: Set<Int>,
        sending: Set<Int>,
        _ limits: RunLimits
    ) {
        self.limits = limits
        share = limits.inFlight
        let places = Dictionary(
            plan.items.enumerated().map { ($0.element.code, $0.offset) },
            uniquingKeysWith: { first, _ in first }
        )
        parents = plan.items.map { item in item.parent.flatMap { places[$0] } }
        self.standings = standings
        asked = asking
        asks = asking.filter { standings[$0] == .waiting }.sorted()[...]
        let free = sending.filter { [parents] index in
            parents[index].map { standings[$0] == .ended(.synchronized) } ?? true
        }
        sends = free.sorted()[...]
        held = sending.subtracting(free)
        for (index, parent) in parents.enumerated() { if let parent { children[parent, default: []].append(index) } }
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
        case .storeFailed: stop(.storeFailed)
        case .leaving: (isLeaving, isHolding) = (true, false)
        case .looked: (isFull, isFinished) = (false, false)
        case .shared(let count): share(among: count)
        case .full(let index):
            leave(index)
            isFull = true
        case .heldElsewhere(let index, let wait):
            leave(index)
            return hold(for: wait)
        case .elsewhere(let index): takeAway(index)
        case .endedElsewhere(let index, let result, let counts): endElsewhere(index, result, counts)
        case .freed(let index): free(index)
        case .over(let reason): endEverywhere(reason)
        }
        return fill()
    }

    /// From so many accounts under way on, half of them are taken at a time.
    private static let leastForPortions = 8

    /// Leaves room for other processes.
    mutating func share(among count: Int) {
        share = max(1, (limits.inFlight + count - 1) / max(1, count))
    }

    /// Begins at some place of the plan, from 0 up to but not including 1, so that processes that begin together do not all
    /// reach for the same accounts.
    mutating func begin(at place: Double) {
        let count = Int(place * Double(sends.count))
        sends = sends.dropFirst(count) + sends.prefix(count)
    }

    // MARK: What ended

    private mutating func end(_ index: Int, _ result: Result) {
        if isOurs(index) {
            underWay -= 1
            // Unless somebody else was faster, there is room again.
            isFull = false
        }
        others.remove(index)
        standings[index] = .ended(result)
        (isProbing, failedProbes) = (false, 0)
        if !asked.contains(index) { count(result) }
        settle(index, result)
        if result == .storeFailed || result == .unrecorded { stop(.storeFailed) }
        judge()
    }

    /// Ends the run if too many became in doubt, or too many failed.
    mutating func judge() {
        if doubts >= limits.mostDoubts { stop(.doubts(doubts)) }
        if sent >= limits.leastForQuarantine, Double(failed) >= limits.quarantineShare * Double(sent) {
            stop(.quarantined(.failures(failed, of: sent)))
        }
    }

    mutating func count(_ result: Result) {
        switch result {
        case .synchronized: sent += 1
        case .refused, .notSent: (sent, failed) = (sent + 1, failed + 1)
        case .inDoubt: doubts += 1
        case .atVendor, .conflict, .blocked, .skipped, .storeFailed, .unrecorded, .leftOut: break
        }
    }

    /// Applies a result to the account's children.
    mutating func settle(_ index: Int, _ result: Result) {
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

    /// Puts back an account that was begun and not sent, unless others have taken it meanwhile.
    private mutating func leave(_ index: Int) {
        guard isOurs(index) else { return }
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
        return hold(for: wait)
    }

    private mutating func hold(for wait: Duration) -> [Action] {
        guard !isHolding, !isEnding else { return fill() }
        isHolding = true
        return [.hold(wait)]
    }

    mutating func stop(_ reason: Ending) { ending = ending ?? reason }

    // MARK: What begins

    private mutating func fill() -> [Action] {
        var actions: [Action] = []
        let most = isProbing ? 1 : share
        // Taking costs the store the same for one as for many.
        let isWorthwhile = share < Self.leastForPortions || underWay <= share / 2
        while isWorthwhile, !isEnding, !isHolding, !isFull, underWay < most, let next = begin() { actions.append(next) }
        if isLeaving {
            guard underWay == 0, !isFinished else { return actions }
            isFinished = true
            return actions + [.leave]
        }
        let isOver = ending != nil || asks.isEmpty && sends.isEmpty
        if underWay == 0, others.isEmpty, !isHolding, !isFinished, isOver {
            isFinished = true
            actions.append(.finish(ending ?? .complete))
        }
        return actions
    }

    /// Drops what others have taken since it was put into a queue.
    mutating func passOver() {
        asks = asks.drop { standings[$0] != .waiting }
        sends = sends.drop { standings[$0] != .waiting }
    }

    private mutating func begin() -> Action? {
        let ask = asks.popFirst()
        guard let index = ask ?? sends.popFirst() else { return nil }
        standings[index] = .underWay
        underWay += 1
        passOver()
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
