import Accounts
import Foundation
import InMemory
import Pulling
import StrictJSON
import Synchronization

/// A BSS in memory that changes at random while it is read, and answers with faults.
final class ChangingBSS: BSSReader {
    struct Row: Equatable {
        var id: Int
        var code: String
        var name: String
        var email: String
        var parent: Int?
        var isReseller: Bool
        var created: Int
        var updated: Int
    }

    struct Faults {
        /// The chance of a change before a page is answered.
        var change = 0.0
        /// The chance that a page breaks.
        var broken = 0.0
        /// Whether it says how many accounts there are.
        var totals = true
        var filtersByUpdate = false
        /// Whether accounts that were created at one time come in another order each time.
        var isUnstable = false
        /// The chance that a page comes twice.
        var doubled = 0.0
        /// Whether the parts of an account have the older names.
        var isOld = false
    }

    struct State {
        var rows: [Int: Row] = [:]
        var clock = 1_000_000
        var nextID = 1
        var random: Randomness
        var faults = Faults()
        var requests = 0
        var last: AccountPage?
    }

    private let stored: Mutex<State>

    init(seed: UInt64, accounts: Int, faults: Faults) {
        var state = State(random: Randomness(seed: seed), faults: faults)
        for _ in 0..<accounts { state.add() }
        stored = Mutex(state)
    }

    var rows: [Row] { stored.withLock { Array($0.rows.values) } }
    var requests: Int { stored.withLock { $0.requests } }

    func change(_ count: Int) { stored.withLock { state in for _ in 0..<count { state.change() } } }

    /// Takes the emails of some accounts away.
    func blankEmails(_ count: Int) {
        stored.withLock { state in
            for id in state.rows.keys.sorted().prefix(count) {
                let now = state.tick()
                state.rows[id]?.email = ""
                state.rows[id]?.updated = now
            }
        }
    }

    func calm() { stored.withLock { ($0.faults.change, $0.faults.broken, $0.faults.doubled) = (0, 0, 0) } }

    func signIn() {}

    func accounts(_ request: PageRequest) throws(BSSProblem) -> AccountPage {
        let page = stored.withLock { $0.page(request) }
        guard let page else { throw .broken(.connectionLost) }
        return page
    }

    func account(_ id: AccountID) -> JSON? {
        stored.withLock { state in
            Int(id.rawValue).flatMap { state.rows[$0] }.map { $0.json(isOld: state.faults.isOld) }
        }
    }

    func orders(of id: AccountID) -> [JSON] { [] }
    func syncOptions(of id: AccountID) -> JSON? { nil }
    func description() -> Int? { nil }
}

extension ChangingBSS.State {
    mutating func tick() -> Int {
        clock += Int.random(in: 0...3, using: &random)
        return clock
    }

    mutating func add() {
        let resellers = rows.values.filter(\.isReseller).map(\.id).sorted()
        let isReseller = resellers.isEmpty || Int.random(in: 0..<4, using: &random) == 0
        let now = tick()
        rows[nextID] = ChangingBSS.Row(
            id: nextID,
            code: "R-\(nextID)",
            name: "Account \(nextID)",
            email: "a\(nextID)@example.com",
            parent: isReseller ? nil : resellers.randomElement(using: &random),
            isReseller: isReseller,
            created: now,
            updated: now
        )
        nextID += 1
    }

    mutating func change() {
        guard let id = rows.keys.sorted().randomElement(using: &random) else { return add() }
        switch Int.random(in: 0..<10, using: &random) {
        case 0, 1, 2: add()
        case 3:
            // The BSS does not delete a reseller that has customers.
            if !rows.values.contains(where: { $0.parent == id }) { rows[id] = nil }
        case 4:
            if rows[id]?.isReseller == false {
                let resellers = rows.values.filter(\.isReseller).map(\.id).sorted()
                rows[id]?.parent = resellers.randomElement(using: &random)
                touch(id)
            }
        default:
            let now = clock
            rows[id]?.email = "e\(now)@example.com"
            rows[id]?.name = "Name \(now)"
            touch(id)
        }
    }

    private mutating func touch(_ id: Int) {
        let now = tick()
        rows[id]?.updated = now
    }

    mutating func page(_ request: PageRequest) -> AccountPage? {
        requests += 1
        if Double.random(in: 0..<1, using: &random) < faults.change {
            for _ in 0..<Int.random(in: 1...3, using: &random) { change() }
        }
        if Double.random(in: 0..<1, using: &random) < faults.broken { return nil }
        if let last, Double.random(in: 0..<1, using: &random) < faults.doubled { return last }
        var found = Array(rows.values)
        if let filter = request.filter {
            guard faults.filtersByUpdate else { return AccountPage(elements: [], total: nil) }
            let day = String(filter.suffix(11).prefix(10))
            found = found.filter { row in Stamp(day).map { row.stamp(row.updated) > $0 } ?? false }
        }
        let order =
            faults.isUnstable
            ? Dictionary(uniqueKeysWithValues: found.map { ($0.id, Int.random(in: 0..<1_000, using: &random)) }) : [:]
        func key(_ row: ChangingBSS.Row) -> (Int, Int) { (order[row.id] ?? 0, row.id) }
        switch request.order {
        case .created?: found.sort { ($0.created / 10, key($0).0, key($0).1) < ($1.created / 10, key($1).0, key($1).1) }
        case .createdLast?: found.sort { ($0.created / 10, $0.id) > ($1.created / 10, $1.id) }
        case .updatedLast?: found.sort { ($0.updated, $0.id) > ($1.updated, $1.id) }
        case nil: found.sort { $0.id < $1.id }
        }
        let shown = found.dropFirst((request.page - 1) * request.size).prefix(request.size)
        let page = AccountPage(
            elements: shown.map { $0.json(isOld: faults.isOld) },
            total: faults.totals ? found.count : nil
        )
        last = page
        return page
    }
}

extension ChangingBSS.Row {
    /// A time as the BSS writes it: a clock's tick is a second.
    func text(_ tick: Int) -> String {
        let (day, second) = (tick / 86_400, tick % 86_400)
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return
            "2026-\(two(1 + day / 28))-\(two(1 + day % 28))T\(two(second / 3_600)):\(two(second / 60 % 60)):\(two(second % 60))"
    }

    func stamp(_ tick: Int) -> Stamp { Stamp(text(tick)) ?? Stamp(nanoseconds: 0) }

    func json(isOld: Bool) -> JSON {
        var members: [JSON.Member] = [
            .init("id", isOld ? .string("\(id)") : .number("\(id)")), .init("code", .string(code)),
            .init("name", .string(name)),
            .init("email", .string(email)), .init(isOld ? "enableReselling" : "resellingEnabled", .boolean(isReseller)),
            // In tens of seconds, as imported rows share a time.
            .init("createdAt", .string(text(created / 10 * 10))), .init("updatedAt", .string(text(updated))),
            .init("creditLimit", isOld ? .string("Unlimited") : .number("1000.50")),
        ]
        if isOld {
            members.append(.init("billToAccountId", .number("\(parent ?? 0)")))
        } else if let parent {
            members.append(
                .init("billToAccount", .object([.init("id", .number("\(parent)")), .init("name", .string("x"))]))
            )
        }
        return .object(members)
    }
}
