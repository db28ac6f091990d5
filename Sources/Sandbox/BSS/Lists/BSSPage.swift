/// A page of a list.
struct BSSPage<Row: Sendable>: Sendable {
    var rows: [Row]
    /// How many rows all pages have.
    var total: Int
    var place: PagePlace

    var pages: Int { (total + place.size - 1) / place.size }
    var isLast: Bool { place.index >= pages }
}

extension BSSBook {
    /// A page of the accounts; with a seed, accounts of the same moment are in another order for each seed.
    func page(_ query: AccountQuery, seed: Int? = nil) -> BSSPage<BSSAccount> {
        if let filter = query.filter { return page(query, filter) }
        switch query.order {
        case .time(let order): return page(query, order, seed)
        case .text(let key): return page(query, sorted(by: key) { _ in true })
        }
    }

    private func ordering(_ order: TimeOrder) -> AccountOrdering { order == .created ? byCreation : byUpdate }

    /// All accounts by time: only those of the page are looked at, and those of the same moment as its ends.
    private func page(_ query: AccountQuery, _ order: TimeOrder, _ seed: Int?) -> BSSPage<BSSAccount> {
        let ordering = ordering(order)
        let wanted = query.place.positions(of: ordering.count)
        let row = { position in account(ordering[query.isDescending ? ordering.count - 1 - position : position]) }
        guard let seed, !wanted.isEmpty else {
            return BSSPage(rows: wanted.compactMap(row), total: ordering.count, place: query.place)
        }
        let moment = { position in row(position)?.moment(order) }
        let (first, last) = (moment(wanted.lowerBound), moment(wanted.upperBound - 1))
        var around = wanted
        while around.lowerBound > 0, moment(around.lowerBound - 1) == first {
            around = around.lowerBound - 1..<around.upperBound
        }
        while around.upperBound < ordering.count, moment(around.upperBound) == last {
            around = around.lowerBound..<around.upperBound + 1
        }
        let rows = around.compactMap(row).turnedAmongEquals(by: seed) { $0.moment(order) }
        let shown = rows.dropFirst(wanted.lowerBound - around.lowerBound).prefix(wanted.count)
        return BSSPage(rows: Array(shown), total: ordering.count, place: query.place)
    }

    private func page(_ query: AccountQuery, _ filter: Filter) -> BSSPage<BSSAccount> {
        let selects = { (account: BSSAccount) in filter.selects(account.member) }
        if let id = filter.number(of: "id") {
            return page(query, account(id).map { selects($0) ? [id] : [] } ?? [])
        }
        guard case .time(let order) = query.order else {
            guard case .text(let key) = query.order else { return page(query, []) }
            return page(query, sorted(by: key, where: selects))
        }
        let ordering = ordering(order)
        var positions = 0..<ordering.count
        if let limit = filter.moment(before: order == .created ? "createdat" : "updatedat") {
            let first = positions.partitioningIndex { account(ordering[$0]).map { $0.moment(order) > limit } ?? false }
            positions = first..<ordering.count
        }
        let ids = positions.compactMap { position in account(ordering[position]).flatMap { selects($0) ? $0.id : nil } }
        return page(query, ids)
    }

    /// A page of a list of ids, which is turned round if the query says so.
    private func page(_ query: AccountQuery, _ ids: [Int]) -> BSSPage<BSSAccount> {
        let rows = query.place.positions(of: ids.count)
            .compactMap { account(ids[query.isDescending ? ids.count - 1 - $0 : $0]) }
        return BSSPage(rows: rows, total: ids.count, place: query.place)
    }

    private func sorted(by key: (BSSAccount) -> String, where selects: (BSSAccount) -> Bool) -> [Int] {
        var keys: [(String, Int)] = []
        for position in 0..<byCreation.count {
            if let account = account(byCreation[position]), selects(account) { keys.append((key(account), account.id)) }
        }
        return keys.sorted { $0 < $1 }.map(\.1)
    }
}

extension [BSSAccount] {
    /// Turns each run of equals by some places.
    fileprivate func turnedAmongEquals(by seed: Int, _ moment: (BSSAccount) -> BSSMoment) -> [BSSAccount] {
        var turned: [BSSAccount] = []
        var start = 0
        while start < count {
            let end = (start..<count).partitioningIndex { moment(self[$0]) != moment(self[start]) }
            let run = self[start..<end]
            turned += run.dropFirst(seed % run.count) + run.prefix(seed % run.count)
            start = end
        }
        return turned
    }
}
