package import Accounts

/// Searching.
extension AccountIndex {
    /// The accounts that a filter lets through.
    ///
    /// Between two chunks it asks whether it is still wanted; nil if not. Where an earlier result contains what is
    /// looked for, only that is searched.
    package func matches(
        of filter: AccountFilter,
        on system: SystemName? = nil,
        now: Int64 = 0,
        within earlier: Matches? = nil,
        unless isStopped: () -> Bool = { false }
    ) -> Matches? {
        let bounds = earlier.flatMap { $0.contains(thoseOf: filter, on: system, revision: revision) ? $0.rows : nil }
        guard let search = Search(filter, on: system, now: now, in: self, unless: isStopped) else { return nil }
        var rows = RowSet(wordCount: wordCount)
        for entry in entries {
            guard !isStopped() else { return nil }
            search.find(in: entry, among: bounds, into: &rows)
        }
        return Matches(filter: filter, system: system, revision: revision, rows: rows, count: rows.count)
    }

    /// The same, on as many threads as there are processors, at most four.
    @concurrent package func concurrentMatches(
        of filter: AccountFilter,
        on system: SystemName? = nil,
        now: Int64 = 0,
        within earlier: Matches? = nil,
        threads: Int = 2
    ) async throws(CancellationError) -> Matches {
        let bounds = earlier.flatMap { $0.contains(thoseOf: filter, on: system, revision: revision) ? $0.rows : nil }
        guard let search = Search(filter, on: system, now: now, in: self, unless: { Task.isCancelled }) else {
            throw CancellationError()
        }
        let rows = await withTaskGroup(of: RowSet?.self) { group in
            let share = max(8, (entries.count + threads - 1) / max(1, threads))
            for start in stride(from: 0, to: entries.count, by: share) {
                group.addTask {
                    var rows = RowSet(wordCount: wordCount)
                    for entry in entries[start..<min(start + share, entries.count)] {
                        guard !Task.isCancelled else { return nil }
                        search.find(in: entry, among: bounds, into: &rows)
                    }
                    return rows
                }
            }
            var all: RowSet? = RowSet(wordCount: wordCount)
            for await part in group {
                if let part { all?.formUnion(part) } else { all = nil }
            }
            return all
        }
        guard let rows else { throw CancellationError() }
        return Matches(filter: filter, system: system, revision: revision, rows: rows, count: rows.count)
    }
}

/// A filter, made ready to be looked for in the chunks of one index.
struct Search: Sendable {
    private struct Step: Sendable {
        var test: RowTest
        var isNegated: Bool
        /// The rows that match by what stands above them.
        var below: RowSet?
    }

    private let steps: [Step]

    /// Makes it ready; nil if it is not wanted any more.
    init?(
        _ filter: AccountFilter,
        on system: SystemName?,
        now: Int64,
        in index: AccountIndex,
        unless isStopped: () -> Bool
    ) {
        var steps: [Step] = []
        for term in filter.terms {
            guard !isStopped() else { return nil }
            var step = Step(test: RowTest(term.test, on: system, now: now, in: index), isNegated: term.isNegated)
            if let above = RowTest(ofParents: term.test, in: index) { step.below = above.children(in: index) }
            steps.append(step)
        }
        // What costs least comes first.
        self.steps = steps.filter { !$0.test.readsTexts } + steps.filter(\.test.readsTexts)
    }

    /// Adds the rows of a chunk that match.
    func find(in entry: AccountIndex.Entry, among bounds: RowSet?, into rows: inout RowSet) {
        let chunk = entry.chunk
        var alive = [UInt64](repeating: .max, count: chunk.wordCount)
        if chunk.count & 63 != 0 { alive[chunk.wordCount - 1] = 1 << UInt64(chunk.count & 63) - 1 }
        if let bounds { for place in alive.indices { alive[place] &= bounds.words[entry.words.lowerBound + place] } }
        for step in steps {
            guard alive.contains(where: { $0 != 0 }) else { return }
            var open = alive
            var found = [UInt64](repeating: 0, count: alive.count)
            if let below = step.below {
                for place in open.indices {
                    found[place] = below.words[entry.words.lowerBound + place] & alive[place]
                    open[place] &= ~found[place]
                }
            }
            step.test.find(open, in: chunk, into: &found)
            for place in alive.indices { alive[place] &= step.isNegated ? ~found[place] : found[place] }
        }
        for place in alive.indices { rows.words[entry.words.lowerBound + place] = alive[place] }
    }
}
