import AccountIndex
import Accounts
import FoundationEssentials
import Synchronizing

/// What the list is asked for: the accounts that a query selects in an index.
struct ListRequest: Sendable {
    var query: AccountQuery
    var index: AccountIndex
    /// The systems on which the accounts are counted as well, once the lines are found.
    var otherSystems: [SystemName]
    /// What is shown until then; where all that is asked for is among that, no more is searched.
    var earlier: Matches?
    var collapsed: Set<AccountKey>
    /// Below these everything is shown, whatever the filter selects.
    var opened: Set<AccountKey>
}

extension EffectRunner {
    /// Finds the lines and posts them; those of an order that is not known yet in two steps, the first ones before all.
    func find(_ request: ListRequest) async {
        let (index, query) = (request.index, request.query)
        let now = Int64(timekeeper.now().wall.timeIntervalSince1970)
        let matches: Matches
        do {
            matches = try await index.concurrentMatches(
                of: query.filter,
                on: query.system,
                now: now,
                within: request.earlier
            )
        } catch {
            // Another request has taken its place.
            return
        }
        await book.rest()
        async let counted = query.system.map { index.counts(of: matches.rows, on: $0) } ?? [:]
        let leads = query.order == .tree && !query.filter.isEmpty ? index.leading(to: matches.rows) : nil
        let counts = await counted
        func post(_ source: AccountLines.Source, isWhole: Bool = true) {
            let lines = AccountLines(
                query,
                source,
                matches: matches,
                total: index.count,
                counts: counts,
                isWhole: isWhole
            )
            self.post(.found(lines, request))
        }
        if query.order == .tree {
            var rows = VisibleRows(matches.rows, leads: leads)
            for row in index.rows(of: request.opened).values where rows.whole.contains(row) {
                rows.include(below: row, in: index)
            }
            if !request.collapsed.isEmpty { rows.collapse(all: index.rows(of: request.collapsed).values, in: index) }
            post(.tree(index, rows))
        } else {
            await order(matches, request, post)
        }
        if !request.otherSystems.isEmpty {
            var counts: [SystemName: [SyncState: Int]] = [:]
            for system in request.otherSystems {
                guard !Task.isCancelled else { return }
                counts[system] = index.counts(of: matches.rows, on: system)
            }
            self.post(.counted(query, counts))
        }
        guard matches.count == 0, !query.filter.isEmpty else { return }
        let suggestion = index.suggestion(for: query.filter, on: query.system, now: now) { Task.isCancelled }
        if let suggestion { self.post(.suggested(query, suggestion)) }
    }

    private func order(
        _ matches: Matches,
        _ request: ListRequest,
        _ post: (AccountLines.Source, _ isWhole: Bool) -> Void
    ) async {
        let (index, query) = (request.index, request.query)
        if let sorted = await book.rows(of: index, by: query.order, on: query.system) {
            return post(.flat(index, sorted.filtered(by: matches.rows, isDescending: query.isDescending)), true)
        }
        let first = index.first(
            200,
            of: matches.rows,
            by: query.order,
            on: query.system,
            isDescending: query.isDescending
        ) { Task.isCancelled }
        guard let first else { return }
        guard first.count < matches.count else { return post(.flat(index, RowList(first)), true) }
        post(.flat(index, RowList(first)), false)
        let sorted = index.sorted(by: query.order, on: query.system) { Task.isCancelled }
        guard let sorted else { return }
        await book.keep(sorted)
        post(.flat(index, sorted.filtered(by: matches.rows, isDescending: query.isDescending)), true)
    }
}
