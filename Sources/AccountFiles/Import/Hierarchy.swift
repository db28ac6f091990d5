import Accounts

/// The hierarchy that the file and the book would give: refuses what would break the book, and puts parents first.
///
/// A refused row leaves its account unchanged, which may invalidate another row, which is then refused as well.
/// Everything that remains can be written.
struct Hierarchy<Book: AccountBook> {
    private let book: Book
    private let byID: [AccountID: Int]
    private(set) var candidates: [Candidate]
    private(set) var refused: [RowProblem]
    private var isRefused: [Bool]
    /// The rows by the account they name as their parent.
    private var below: [AccountID: [Int]] = [:]
    /// The accounts that are not in the file.
    private var others: [AccountID: Account] = [:]

    init(_ matching: Matching<Book>, _ book: Book) throws(Book.Failure) {
        self.book = book
        byID = matching.byID
        candidates = matching.candidates
        refused = matching.refused
        isRefused = Array(repeating: false, count: candidates.count)
        let unfounded = try findParents(matching)
        for index in candidates.indices {
            if let parent = candidates[index].account.parent { below[parent, default: []].append(index) }
        }
        try refuse(unfounded)
        for index in candidates.indices { try keepCustomers(index) }
        for index in candidates.indices { try needReseller(index) }
        try breakCycles()
    }

    private struct Refusal {
        var index: Int
        var kind: RowProblem.Kind
        var column: Account.Column
    }

    // MARK: What is, and what would be

    /// An account as it would be.
    private mutating func account(_ id: AccountID) throws(Book.Failure) -> Account? {
        if let index = byID[id] { return isRefused[index] ? candidates[index].old : candidates[index].account }
        if let known = others[id] { return known }
        let found = try book.account(spelled: id)
        if let found { others[id] = found }
        return found
    }

    /// The code of an account, or empty.
    mutating func code(of id: AccountID?) throws(Book.Failure) -> String {
        guard let id else { return "" }
        if let index = byID[id] { return candidates[index].account.code.rawValue }
        return try account(id)?.code.rawValue ?? ""
    }

    // MARK: What each row requests

    /// Finds the parents that the rows name; returns the refusals of the rows whose parents are not possible.
    private mutating func findParents(_ matching: Matching<Book>) throws(Book.Failure) -> [Refusal] {
        let refusedCodes = Set(matching.refused.compactMap(\.code))
        let refusedIDs = Dictionary(
            matching.refused.compactMap { problem in problem.id.map { ($0, problem.code ?? AccountCode($0.rawValue)) }
            },
            uniquingKeysWith: { first, _ in first }
        )
        var refusals: [Refusal] = []
        for index in candidates.indices {
            let kind: RowProblem.Kind?
            switch candidates[index].parent {
            case nil, .nobody: kind = nil
            case .code(let code):
                candidates[index].account.parent = try parent(code, matching.byCode)
                kind = refusedCodes.contains(code) ? .parentRefused(code) : .unknownParent(code.rawValue)
            case .id(let id):
                candidates[index].account.parent = try account(id)?.id
                kind = refusedIDs[id].map { .parentRefused($0) } ?? .unknownParent(id.rawValue)
            }
            if let kind, candidates[index].account.parent == nil {
                refusals.append(Refusal(index: index, kind: kind, column: .parentCode))
            } else if let fixed = candidates[index].fixed, try book.isFixed(candidates[index].account.id) {
                refusals.append(Refusal(index: index, kind: fixed.kind, column: fixed.column))
            }
        }
        return refusals
    }

    private mutating func parent(_ code: AccountCode, _ byCode: [AccountCode: Int]) throws(Book.Failure) -> AccountID? {
        if let index = byCode[code] { return candidates[index].account.id }
        guard let found = try book.account(code: code) else { return nil }
        others[found.id] = found
        return found.id
    }

    // MARK: What the book forbids

    /// A reseller that has customers must remain a reseller.
    private mutating func keepCustomers(_ index: Int) throws(Book.Failure) {
        let candidate = candidates[index]
        guard !isRefused[index], candidate.old?.kind == .reseller, candidate.account.kind != .reseller else { return }
        for customer in try book.customers(of: candidate.account.id) {
            guard let stays = try account(customer), stays.parent == candidate.account.id else { continue }
            return try refuse([Refusal(index: index, kind: .hasCustomers(stays.code), column: .type)])
        }
    }

    /// Only a reseller may become a parent.
    private mutating func needReseller(_ index: Int) throws(Book.Failure) {
        let candidate = candidates[index]
        guard !isRefused[index], candidate.changesParent, let id = candidate.account.parent else { return }
        guard let parent = try account(id), parent.kind != .reseller else { return }
        try refuse([Refusal(index: index, kind: .parentNoReseller(parent.code), column: .parentCode)])
    }

    private mutating func breakCycles() throws(Book.Failure) {
        var settled: Set<AccountID> = []
        for index in candidates.indices where !isRefused[index] && candidates[index].changesParent {
            var walk = Walk(from: candidates[index].account.id)
            while !settled.contains(walk.end), let parent = try account(walk.end)?.parent {
                guard let loop = walk.step(to: parent) else { continue }
                let closing = refusals(of: loop)
                // With a book that is already inconsistent, this would loop for ever.
                guard !closing.isEmpty else { break }
                try refuse(closing)
                walk = Walk(from: candidates[index].account.id)
            }
            settled.formUnion(walk.path)
        }
    }

    /// The refusals of the rows that close a loop.
    private func refusals(of loop: ArraySlice<AccountID>) -> [Refusal] {
        loop.compactMap { byID[$0] }.filter { !isRefused[$0] && candidates[$0].changesParent }
            .map { Refusal(index: $0, kind: .cycle, column: .parentCode) }
    }

    /// Refuses rows, and then the rows that are not possible without them.
    private mutating func refuse(_ first: [Refusal]) throws(Book.Failure) {
        var waiting = first
        var next = 0
        while next < waiting.count {
            let refusal = waiting[next]
            next += 1
            guard !isRefused[refusal.index] else { continue }
            isRefused[refusal.index] = true
            let candidate = candidates[refusal.index]
            refused.append(candidate.problem(refusal.kind, refusal.column))
            if candidate.old?.kind != .reseller {
                for index in below[candidate.account.id] ?? [] where candidates[index].changesParent {
                    let kind = RowProblem.Kind.parentRefused(candidate.account.code)
                    waiting.append(Refusal(index: index, kind: kind, column: .parentCode))
                }
            }
            guard let parent = candidate.old?.parent else { continue }
            if let index = byID[parent], !isRefused[index], candidates[index].account.kind != .reseller {
                let kind = RowProblem.Kind.hasCustomers(candidate.account.code)
                waiting.append(Refusal(index: index, kind: kind, column: .type))
            }
            waiting += try loopThrough(candidate.account.id)
        }
    }

    /// The refusals of the rows that close a loop now that this account stays where it was.
    private mutating func loopThrough(_ id: AccountID) throws(Book.Failure) -> [Refusal] {
        var walk = Walk(from: id)
        while let parent = try account(walk.end)?.parent {
            if let loop = walk.step(to: parent) { return refusals(of: loop) }
        }
        return []
    }

    // MARK: The order

    /// The remaining rows, each after its parent.
    mutating func parentsFirst() throws(Book.Failure) -> [Candidate] {
        var depths: [AccountID: Int] = [:]
        var ordered: [(depth: Int, index: Int)] = []
        for index in candidates.indices where !isRefused[index] {
            ordered.append((try depth(of: candidates[index].account.id, &depths), index))
        }
        return ordered.sorted { $0 < $1 }.map { candidates[$0.index] }
    }

    private mutating func depth(of id: AccountID, _ depths: inout [AccountID: Int]) throws(Book.Failure) -> Int {
        var chain: [AccountID] = []
        var current: AccountID? = id
        while let next = current, depths[next] == nil {
            chain.append(next)
            current = try account(next)?.parent
        }
        var depth = current.flatMap { depths[$0] } ?? -1
        for next in chain.reversed() {
            depth += 1
            depths[next] = depth
        }
        return depth
    }
}

/// A walk up the tree that notices when it returns to an account.
private struct Walk {
    private(set) var path: [AccountID]
    private var places: [AccountID: Int]

    init(from id: AccountID) {
        path = [id]
        places = [id: 0]
    }

    var end: AccountID { path[path.count - 1] }

    /// Goes one step up; returns the loop if this step closes one.
    mutating func step(to id: AccountID) -> ArraySlice<AccountID>? {
        if let place = places[id] { return path[place...] }
        places[id] = path.count
        path.append(id)
        return nil
    }
}
