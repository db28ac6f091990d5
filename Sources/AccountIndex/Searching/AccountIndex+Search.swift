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
        guard var search = Search(filter, on: system, now: now, in: self, unless: isStopped),
            let below = search.below(entries.indices, of: self, unless: isStopped)
        else { return nil }
        search.take(below)
        guard let rows = search.find(in: entries.indices, of: self, among: bounds, unless: isStopped) else {
            return nil
        }
        return Matches(filter: filter, system: system, revision: revision, rows: rows, count: rows.count)
    }

    /// The same, on two threads.
    @concurrent package func concurrentMatches(
        of filter: AccountFilter,
        on system: SystemName? = nil,
        now: Int64 = 0,
        within earlier: Matches? = nil
    ) async throws(CancellationError) -> Matches {
        let bounds = earlier.flatMap { $0.contains(thoseOf: filter, on: system, revision: revision) ? $0.rows : nil }
        let isStopped: @Sendable () -> Bool = { Task.isCancelled }
        guard var search = Search(filter, on: system, now: now, in: self, unless: isStopped) else {
            throw CancellationError()
        }
        let ready = search
        for below in await shared({ ready.below($0, of: self, unless: isStopped) }) {
            guard let below else { throw CancellationError() }
            search.take(below)
        }
        let complete = search
        var rows = RowSet(wordCount: wordCount)
        for part in await shared({ complete.find(in: $0, of: self, among: bounds, unless: isStopped) }) {
            guard let part else { throw CancellationError() }
            rows.formUnion(part)
        }
        return Matches(filter: filter, system: system, revision: revision, rows: rows, count: rows.count)
    }

    /// Gives each of two threads half of the chunks, unless there are few.
    private func shared<Part: Sendable>(_ work: @escaping @Sendable (Range<Int>) -> Part) async -> [Part] {
        let share = max(8, (entries.count + 1) / 2)
        return await withTaskGroup(of: Part.self) { group in
            for part in entries.indices.portions(of: share) { group.addTask { work(part) } }
            var parts: [Part] = []
            for await part in group { parts.append(part) }
            return parts
        }
    }
}

/// A filter, made ready to be looked for in the chunks of one index.
struct Search: Sendable {
    private struct Step: Sendable {
        var test: RowTest
        var isNegated: Bool
        /// What is asked of the row above, and the rows that match by that.
        var above: RowTest?
        var below: RowSet?
    }

    private var steps: [Step]

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
            steps.append(
                Step(
                    test: RowTest(term.test, on: system, now: now, in: index),
                    isNegated: term.isNegated,
                    above: RowTest(ofParents: term.test, in: index)
                )
            )
        }
        // What costs least comes first.
        self.steps = steps.filter { !$0.test.readsTexts } + steps.filter(\.test.readsTexts)
    }

    /// For each condition the rows that match by what stands above them in some chunks; nil if it is not wanted any more.
    func below(_ chunks: Range<Int>, of index: AccountIndex, unless isStopped: () -> Bool) -> [RowSet?]? {
        var all: [RowSet?] = []
        for step in steps {
            guard let above = step.above else {
                all.append(nil)
                continue
            }
            var below = RowSet(wordCount: index.wordCount)
            for number in chunks {
                guard !isStopped() else { return nil }
                above.insertChildren(of: number, of: index, into: &below)
            }
            all.append(below)
        }
        return all
    }

    /// Takes in what `below` has found.
    mutating func take(_ below: [RowSet?]) {
        for (place, rows) in below.enumerated() {
            guard let rows else { continue }
            if steps[place].below == nil { steps[place].below = rows } else { steps[place].below?.formUnion(rows) }
        }
    }

    /// The rows of some chunks that match; nil if it is not wanted any more.
    func find(
        in chunks: Range<Int>,
        of index: AccountIndex,
        among bounds: RowSet?,
        unless isStopped: () -> Bool
    ) -> RowSet? {
        var rows = RowSet(wordCount: index.wordCount)
        for number in chunks {
            guard !isStopped() else { return nil }
            find(in: index.entries[number], among: bounds, into: &rows)
        }
        return rows
    }

    /// Adds the rows of a chunk that match.
    private func find(in entry: AccountIndex.Entry, among bounds: RowSet?, into rows: inout RowSet) {
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
