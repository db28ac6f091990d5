import Accounts

/// Who stands above whom, over the file and what is there already.
struct Hierarchy {
    private(set) var refused: [RowProblem] = []
    private(set) var orphans: [RowProblem] = []
    private var candidates: [Candidate] = []
    private var byCode: [AccountCode: AccountID] = [:]
    private var codes: [AccountID: AccountCode] = [:]
    private var kinds: [AccountID: Account.Kind] = [:]
    private var parents: [AccountID: AccountID] = [:]
    private var lost: Set<AccountID> = []

    init(_ file: AccountRows, _ existing: [Account]) {
        var known: [AccountCode: Account] = [:]
        for account in existing {
            known[account.code] = account
            byCode[account.code] = account.id
            codes[account.id] = account.code
            kinds[account.id] = account.kind
            parents[account.id] = account.parent
        }
        var lines: [AccountCode: Int] = [:]
        var holders = codes
        for row in file.rows {
            do throws(RowProblem) {
                var candidate = try Candidate(row)
                let account = candidate.account
                if let first = lines[account.code] { throw candidate.problem(.duplicateCode(firstLine: first), .code) }
                if let old = known[account.code], old.id != account.id {
                    let names = !(row.values[.id] ?? "").isEmpty
                    guard !names else { throw candidate.problem(.changedID(from: old.id, to: account.id), .id) }
                    candidate.account.id = old.id
                }
                if let holder = holders[candidate.account.id], holder != account.code {
                    throw candidate.problem(.duplicateID(candidate.account.id, holder: holder), .id)
                }
                lines[account.code] = row.line
                holders[candidate.account.id] = account.code
                add(candidate)
            } catch {
                refused.append(error)
            }
        }
        link(
            parentsAreIDs: file.parentsAreIDs,
            refusedCodes: Set(file.problems.compactMap(\.code) + refused.compactMap(\.code))
        )
    }

    /// The code of an account, or empty.
    func code(of id: AccountID?) -> String { id.flatMap { codes[$0] }?.rawValue ?? "" }

    private mutating func add(_ candidate: Candidate) {
        candidates.append(candidate)
        byCode[candidate.account.code] = candidate.account.id
        codes[candidate.account.id] = candidate.account.code
        if candidate.columns.contains(.type) || candidate.columns.contains(.parentCode)
            || kinds[candidate.account.id] == nil
        {
            kinds[candidate.account.id] = candidate.account.kind
        }
    }

    /// Resolves the names of parents.
    private mutating func link(parentsAreIDs: Bool, refusedCodes: Set<AccountCode>) {
        var kept: [Candidate] = []
        for var candidate in candidates {
            guard !candidate.parent.isEmpty else {
                if candidate.columns.contains(.parentCode) { parents[candidate.account.id] = nil }
                kept.append(candidate)
                continue
            }
            let id = parentsAreIDs ? AccountID(candidate.parent) : byCode[AccountCode(candidate.parent)]
            guard let id, let kind = kinds[id] else {
                let code = AccountCode(candidate.parent)
                refuse(candidate, refusedCodes.contains(code) ? .parentRefused(code) : .unknownParent(candidate.parent))
                continue
            }
            guard kind == .reseller else {
                refuse(candidate, .parentNoReseller(codes[id] ?? AccountCode(candidate.parent)))
                continue
            }
            candidate.account.parent = id
            parents[candidate.account.id] = id
            kept.append(candidate)
        }
        candidates = kept
    }

    private mutating func refuse(_ candidate: Candidate, _ reason: RowProblem.Reason) {
        lost.insert(candidate.account.id)
        refused.append(candidate.problem(reason, .parentCode))
    }

    /// Marks a row as refused; what stands below it in the file is refused too, when its turn comes.
    mutating func refuse(_ candidate: Candidate) { lost.insert(candidate.account.id) }

    /// The rows, each after its parent; rows in a cycle are refused.
    mutating func parentsFirst() -> [Candidate] {
        var depths: [AccountID: Int] = [:]
        var ordered: [(depth: Int, candidate: Candidate)] = []
        for candidate in candidates {
            guard let depth = depth(of: candidate.account.id, &depths) else {
                orphans.append(candidate.problem(.cycle, .parentCode))
                continue
            }
            if let parent = lostAncestor(of: candidate.account.id) {
                orphans.append(candidate.problem(.parentRefused(codes[parent] ?? ""), .parentCode))
                continue
            }
            ordered.append((depth, candidate))
        }
        return ordered.enumerated().sorted { ($0.element.depth, $0.offset) < ($1.element.depth, $1.offset) }
            .map(\.element.candidate)
    }

    private func lostAncestor(of id: AccountID) -> AccountID? {
        var parent = parents[id]
        while let current = parent {
            if lost.contains(current) { return current }
            parent = parents[current]
        }
        return nil
    }

    private func depth(of id: AccountID, _ depths: inout [AccountID: Int]) -> Int? {
        var chain: [AccountID] = []
        var current = id
        while depths[current] == nil {
            guard !chain.contains(current) else { return nil }
            chain.append(current)
            guard let parent = parents[current] else {
                depths[current] = 0
                chain.removeLast()
                break
            }
            current = parent
        }
        var depth = depths[current] ?? 0
        for below in chain.reversed() {
            depth += 1
            depths[below] = depth
        }
        return depths[id]
    }
}
