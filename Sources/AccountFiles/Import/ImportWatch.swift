/// How far an import has got.
package struct ImportProgress: Hashable, Sendable {
    package enum Stage: Hashable, Sendable {
        case reading, writing
    }

    package var stage: Stage
    /// The rows that are read, or written, so far.
    package var rows: Int
    /// How much of the whole import is done, from 0 to 1.
    package var fraction: Double

    package init(stage: Stage, rows: Int, fraction: Double) {
        (self.stage, self.rows, self.fraction) = (stage, rows, fraction)
    }
}

/// Whoever follows an import: told how far it is, and asked whether it should end.
package struct ImportWatch: Sendable {
    package let isStopped: @Sendable () -> Bool
    private let report: @Sendable (ImportProgress) -> Void

    package init(
        unless isStopped: @escaping @Sendable () -> Bool = { false },
        _ report: @escaping @Sendable (ImportProgress) -> Void = { _ in }
    ) {
        self.isStopped = isStopped
        self.report = report
    }

    /// Called for every row, but tells only some of them; `done` and `total` are in any unit, rows or bytes.
    package func read(_ rows: Int, _ done: Int? = nil, of total: Int) {
        guard rows.isMultiple(of: Self.interval) else { return }
        let part = Double(done ?? rows) / Double(max(total, 1))
        report(ImportProgress(stage: .reading, rows: rows, fraction: Self.reading * min(part, 1)))
    }

    func wrote(_ done: Int, of total: Int) {
        let part = Double(done) / Double(max(total, 1))
        report(ImportProgress(stage: .writing, rows: done, fraction: Self.reading + (1 - Self.reading) * part))
    }

    private static let interval = 1_000
    /// The part of the time that reading takes, as measured with a million new accounts.
    private static let reading = 0.3
}
