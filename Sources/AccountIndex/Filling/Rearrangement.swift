import Accounts

/// How the order of the tree comes out of the old one when accounts come, go and move with what stands below them.
struct Rearrangement {
    /// A part of the new order; accounts of the old one are counted from its first.
    enum Piece {
        case kept(Range<Int>, deeper: Int)
        case made(IndexedAccount, depth: Int)
    }

    /// An account that is put under another, or at the top.
    private struct Branch {
        var code: [UInt8]
        /// What is made of it; nil if it only moves.
        var account: IndexedAccount?
        /// Where it and what stands below it was.
        var origin: Int?
        /// The account before which it comes, and the depth of the one under which it comes (-1: none).
        var before = 0
        var above = -1
    }

    private let index: AccountIndex
    private(set) var orphans: [AccountKey: Set<AccountKey>]
    /// Accounts that stay where they are, but not as they are.
    private var remade: [Int: IndexedAccount] = [:]
    /// Accounts that are taken out of the order, with what stands below them; in order.
    private var detached: [Int] = []
    /// What is put into the old order, by the detached account within which that is; -1 for none.
    private var grafts: [Int: [Branch]] = [:]
    /// What is put under new accounts.
    private var shoots: [AccountKey: [Branch]] = [:]

    init(_ index: AccountIndex, put: [AccountKey: IndexedAccount], removed: Set<AccountKey>) {
        self.index = index
        orphans = index.orphans.mapValues { $0.subtracting(put.keys).subtracting(removed) }.filter { !$0.value.isEmpty }
        let coming = put.keys.flatMap { orphans[$0] ?? [] }
        let wanted = Set(put.keys).union(removed).union(put.values.compactMap(\.parent)).union(coming)
        let places = index.rows(of: wanted).mapValues { index.ordinal(of: $0) }
        detached = removed.compactMap { places[$0] }
        var branches: [(Branch, AccountKey?)] = []
        for account in put.values {
            let parent = account.parent.flatMap {
                $0 != account.key && !removed.contains($0) && (places[$0] != nil || put[$0] != nil) ? $0 : nil
            }
            if let missing = account.parent, parent == nil { orphans[missing, default: []].insert(account.key) }
            if let place = places[account.key], isAtPlace(account, place, parent.map { places[$0] }) {
                remade[place] = account
            } else {
                let branch = Branch(
                    code: Array(account.code.rawValue.utf8),
                    account: account,
                    origin: places[account.key]
                )
                branches.append((branch, parent))
            }
        }
        for (parent, waiting) in orphans where put[parent] != nil {
            for key in waiting where put[key] == nil {
                guard let place = places[key] else { continue }
                branches.append((Branch(code: code(place), origin: place), parent))
            }
            orphans[parent] = nil
        }
        detached = Array(Set(detached + branches.compactMap(\.0.origin))).sorted()
        for (branch, parent) in branches { place(branch, under: parent, parent.flatMap { places[$0] }) }
        for owner in grafts.keys {
            grafts[owner]?
                .sort { left, right in
                    if (left.before, right.above) != (right.before, left.above) {
                        return (left.before, right.above) < (right.before, left.above)
                    }
                    return left.code.lexicographicallyPrecedes(right.code)
                }
        }
        for key in shoots.keys { shoots[key]?.sort { $0.code.lexicographicallyPrecedes($1.code) } }
    }

    /// Whether an account has the code and the parent that it had; `parent` is nil for none, and has nil in it for one
    /// that is new.
    private func isAtPlace(_ account: IndexedAccount, _ place: Int, _ parent: Int??) -> Bool {
        guard code(place) == Array(account.code.rawValue.utf8) else { return false }
        let above = index.parent(of: index.row(ofOrdinal: place)).map { index.ordinal(of: $0) }
        guard let parent else { return above == nil }
        return parent != nil && above == parent
    }

    private func code(_ place: Int) -> [UInt8] {
        index.place(of: index.row(ofOrdinal: place)).map { index.code($0.row, in: $0.entry.chunk) } ?? []
    }

    private func depth(_ place: Int) -> Int { index.depth(at: index.row(ofOrdinal: place)) ?? 0 }

    private func end(_ place: Int) -> Int {
        index.ordinal(of: index.rows(below: index.row(ofOrdinal: place)).upperBound)
    }

    /// Notes where a branch comes.
    private mutating func place(_ branch: Branch, under key: AccountKey?, _ parent: Int?) {
        if let key, parent == nil {
            shoots[key, default: []].append(branch)
            return
        }
        var branch = branch
        branch.above = parent.map { depth($0) } ?? -1
        let below = parent.map { $0 + 1..<end($0) } ?? 0..<index.count
        branch.before = below.end { place in
            !branch.code.lexicographicallyPrecedes(code(ancestor(of: place, at: branch.above + 1)))
        }
        grafts[parent.flatMap { owner(of: $0) } ?? -1, default: []].append(branch)
    }

    /// The account of a depth that stands above one, or the one itself.
    private func ancestor(of place: Int, at depth: Int) -> Int {
        var row = index.row(ofOrdinal: place)
        while let own = index.depth(at: row), own > depth, let parent = index.parent(of: row) { row = parent }
        return index.ordinal(of: row)
    }

    /// The nearest detached account, from one upwards.
    private func owner(of place: Int) -> Int? {
        var row: Int? = index.row(ofOrdinal: place)
        while let current = row {
            let place = index.ordinal(of: current)
            if isDetached(place) { return place }
            row = index.parent(of: current)
        }
        return nil
    }

    private func isDetached(_ place: Int) -> Bool {
        let next = firstDetached(from: place)
        return next < detached.count && detached[next] == place
    }

    private func firstDetached(from place: Int) -> Int { detached.end { $0 < place } }

    /// The new order.
    mutating func pieces() -> [Piece] {
        var pieces: [Piece] = []
        let places = remade.keys.sorted()
        emit(0..<index.count, owner: -1, deeper: 0, places, into: &pieces)
        return pieces
    }

    /// Appends what stays of a range, with what comes into it.
    private func emit(_ range: Range<Int>, owner: Int, deeper: Int, _ places: [Int], into pieces: inout [Piece]) {
        var cursor = range.lowerBound
        var nextDetached = firstDetached(from: range.lowerBound)
        var nextRemade = places.firstIndex { $0 >= range.lowerBound } ?? places.count
        func keep(to end: Int, _ pieces: inout [Piece]) {
            while nextRemade < places.count, places[nextRemade] < end {
                let place = places[nextRemade]
                nextRemade += 1
                guard place >= cursor, let account = remade[place] else { continue }
                if cursor < place { pieces.append(.kept(cursor..<place, deeper: deeper)) }
                pieces.append(.made(account, depth: depth(place) + deeper))
                cursor = place + 1
            }
            if cursor < end { pieces.append(.kept(cursor..<end, deeper: deeper)) }
            cursor = max(cursor, end)
        }
        func skipDetached(before end: Int, _ pieces: inout [Piece]) {
            while nextDetached < detached.count, detached[nextDetached] < end {
                let place = detached[nextDetached]
                nextDetached += 1
                guard place >= cursor else { continue }
                keep(to: place, &pieces)
                cursor = self.end(place)
            }
        }
        for branch in grafts[owner] ?? [] {
            skipDetached(before: branch.before, &pieces)
            keep(to: branch.before, &pieces)
            emit(branch, depth: branch.above + 1 + deeper, places, into: &pieces)
        }
        skipDetached(before: range.upperBound, &pieces)
        keep(to: range.upperBound, &pieces)
    }

    private func emit(_ branch: Branch, depth: Int, _ places: [Int], into pieces: inout [Piece]) {
        if let account = branch.account {
            pieces.append(.made(account, depth: depth))
        } else if let origin = branch.origin {
            pieces.append(.kept(origin..<origin + 1, deeper: depth - self.depth(origin)))
        }
        if let origin = branch.origin {
            emit(origin + 1..<end(origin), owner: origin, deeper: depth - self.depth(origin), places, into: &pieces)
        }
        if let key = branch.account?.key, branch.origin == nil {
            for shoot in shoots[key] ?? [] { emit(shoot, depth: depth + 1, places, into: &pieces) }
        }
    }
}
