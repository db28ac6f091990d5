import Accounts

/// The hierarchy that the file and the book would give: refuses what would break the book, and puts parents first.
///
/// A refused row leaves its account unchanged, which may invalidate another row, which is then refused as well.
/// Everything that remains can be written.
struct Hierarchy<Book: AccountBook> {
    private let book: Book
    private(set) var matching: MatchedRows
    private(set) var refused: [RowProblem]
    private var isRefused: [Bool]
    /// The rows by the account they name as their parent; made when the first row is refused.
    private var below: [AccountID: [Int]]?
    /// The accounts that are not in the file.
    private var others: [AccountID: HierarchyAccount] = [:]

    init(_ matched: consuming MatchedRows, _ book: Book) throws(Book.Failure) {
        self.book = book
        refused = matched.refused
        isRefused = Array(repeating: false, count: matched.candidates.count)
        matching = consume matched
        let unfounded = try findParents()
        try refuse(unfounded)
        try refuse(heldCodes)
        for index in candidates.indices { try keepCustomers(index) }
        for index in candidates.indices { try needReseller(index) }
        try breakCycles()
    }

    struct Refusal {
        var index: Int
        var kind: RowProblem.Kind
        var column: Account.Column?
        /// The parent that is refused.
        var parent: AccountCode?
    }

    // MARK: What is, and what would be

    var candidates: [Candidate] { matching.candidates }

    func isRefused(_ index: Int) -> Bool { isRefused[index] }

    /// Whether the account of a row would be what it is, and stay whose it is.
    func changesNothing(_ index: Int) -> Bool { matching.changesNothing(index) }

    /// The row of the account with an id, refused or not.
    func row(id: AccountID) -> Int? { matching.row(id: id) }

    /// The row of the account with a code, refused or not.
    func row(code: AccountCode) -> Int? { matching.row(code: code) }

    /// An account as it would be.
    mutating func account(_ id: AccountID) throws(Book.Failure) -> HierarchyAccount? {
        if let index = matching.row(id: id) {
            return isRefused[index] ? candidates[index].old : candidates[index].account
        }
        if let known = others[id] { return known }
        guard let found = try book.account(spelled: id) else { return nil }
        let account = HierarchyAccount(found)
        others[id] = account
        return account
    }

    /// The code of an account, or empty.
    mutating func code(of id: AccountID?) throws(Book.Failure) -> String {
        guard let id else { return "" }
        if let index = matching.row(id: id) { return candidates[index].account.code.rawValue }
        return try account(id)?.code.rawValue ?? ""
    }

    // MARK: What each row requests

    /// Finds the parents that the rows name; returns the refusals of the rows whose parents are not possible.
    private mutating func findParents() throws(Book.Failure) -> [Refusal] {
        let refusedCodes = Set(refused.compactMap(\.code))
        let refusedIDs = Dictionary(
            refused.compactMap { problem in problem.id.map { ($0, problem.code ?? AccountCode($0.rawValue)) } },
            uniquingKeysWith: { first, _ in first }
        )
        var refusals: [Refusal] = []
        for index in candidates.indices {
            if index.isMultiple(of: Self.portion) { try expectParents(from: index) }
            let kind: RowProblem.Kind?
            switch candidates[index].parent {
            case nil, .nobody: kind = nil
            case .code(let code):
                matching.stand(index, under: try parent(code))
                kind = refusedCodes.contains(code) ? .parentRefused(code) : .unknownParent(code.rawValue)
            case .id(let id):
                matching.stand(index, under: try account(id)?.id)
                kind = refusedIDs[id].map { .parentRefused($0) } ?? .unknownParent(id.rawValue)
            }
            if let kind, candidates[index].account.parent == nil {
                refusals.append(Refusal(index: index, kind: kind, column: .parentCode))
            } else if let fixed = candidates[index].fixed, try book.isFixed(candidates[index].account.id) {
                let wanted = try code(of: candidates[index].account.parent)
                let parent = wanted.isEmpty ? nil : AccountCode(wanted)
                refusals.append(Refusal(index: index, kind: fixed.kind, column: fixed.column, parent: parent))
            } else if candidates[index].ownership == .refused, !candidates[index].changesNothing {
                refusals.append(Refusal(index: index, kind: .ofBSS))
            }
        }
        return refusals
    }

    /// For how many rows the parents are looked for at a time.
    private static var portion: Int { 1_000 }

    /// Says which parents that have no row are about to be asked for.
    private func expectParents(from start: Int) throws(Book.Failure) {
        let parents = candidates[start..<min(start + Self.portion, candidates.count)].compactMap(\.parent)
        let codes = parents.compactMap { if case .code(let code) = $0, row(code: code) == nil { code } else { nil } }
        let ids = parents.compactMap { if case .id(let id) = $0, row(id: id) == nil { id } else { nil } }
        if !codes.isEmpty || !ids.isEmpty { try book.expect(codes: codes, ids: ids) }
    }

    private mutating func parent(_ code: AccountCode) throws(Book.Failure) -> AccountID? {
        if let index = matching.row(code: code) { return candidates[index].account.id }
        guard let found = try book.account(code: code) else { return nil }
        others[found.id] = HierarchyAccount(found)
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
        guard !isRefused[index], candidates[index].changesParent, let id = candidates[index].account.parent,
            let parent = try account(id), parent.kind != .reseller
        else { return }
        try refuse([Refusal(index: index, kind: .parentNoReseller(parent.code), column: .parentCode)])
    }

    private mutating func breakCycles() throws(Book.Failure) {
        var settled = Settled(rows: candidates.count)
        for index in candidates.indices where !isRefused[index] && candidates[index].changesParent {
            // The usual case: the parent is settled, or stands at the top.
            if let parent = candidates[index].account.parent, let above = matching.row(id: parent),
                settled.contains(above) || self.isTop(above)
            {
                settled.insert(index)
                continue
            }
            var walk = Walk(from: candidates[index].account.id)
            while !settled.contains(walk.end, matching.row(id: walk.end)), let parent = try account(walk.end)?.parent {
                guard let loop = walk.step(to: parent) else { continue }
                let closing = refusals(of: loop)
                // With a book that is already inconsistent, this would loop for ever.
                guard !closing.isEmpty else { break }
                try refuse(closing)
                walk = Walk(from: candidates[index].account.id)
            }
            for id in walk.path { settled.insert(id, matching.row(id: id)) }
        }
    }

    private func isTop(_ index: Int) -> Bool { !isRefused[index] && candidates[index].account.parent == nil }

    /// The refusals of the rows that close a loop.
    private func refusals(of loop: ArraySlice<AccountID>) -> [Refusal] {
        loop.compactMap { matching.row(id: $0) }.filter { !isRefused[$0] && candidates[$0].changesParent }
            .map { Refusal(index: $0, kind: .cycle, column: .parentCode) }
    }

    /// Refuses rows, and then the rows that are not possible without them.
    private mutating func refuse(_ first: [Refusal]) throws(Book.Failure) {
        guard !first.isEmpty else { return }
        let below = rowsBelow()
        var waiting = first
        var next = 0
        while next < waiting.count {
            let refusal = waiting[next]
            next += 1
            guard !isRefused[refusal.index] else { continue }
            isRefused[refusal.index] = true
            let candidate = candidates[refusal.index]
            var problem = candidate.problem(refusal.kind, refusal.column)
            problem.parent = refusal.parent
            refused.append(problem)
            if candidate.old?.kind != .reseller {
                for index in below[candidate.account.id] ?? [] where candidates[index].changesParent {
                    let kind = RowProblem.Kind.parentRefused(candidate.account.code)
                    waiting.append(Refusal(index: index, kind: kind, column: .parentCode))
                }
            }
            if candidate.changesCode, let index = matching.held.first(where: { $0.value == candidate.account.id })?.key
            {
                waiting.append(refusalOfCode(index, heldBy: candidate.account.id))
            }
            guard let parent = candidate.old?.parent else { continue }
            if let index = matching.row(id: parent), !isRefused[index], candidates[index].account.kind != .reseller {
                let kind = RowProblem.Kind.hasCustomers(candidate.account.code)
                waiting.append(Refusal(index: index, kind: kind, column: .type))
            }
            waiting += try loopThrough(candidate.account.id)
        }
    }

    private mutating func rowsBelow() -> [AccountID: [Int]] {
        if let below { return below }
        var made: [AccountID: [Int]] = [:]
        for index in candidates.indices {
            if let parent = candidates[index].account.parent { made[parent, default: []].append(index) }
        }
        below = made
        return made
    }

    /// The refusals of the rows that close a loop now that this account stays where it was.
    private mutating func loopThrough(_ id: AccountID) throws(Book.Failure) -> [Refusal] {
        var walk = Walk(from: id)
        while let parent = try account(walk.end)?.parent {
            if let loop = walk.step(to: parent) { return refusals(of: loop) }
        }
        return []
    }
}
