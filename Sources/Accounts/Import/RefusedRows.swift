package import FoundationEssentials

/// The rows that the last import refused.
package struct RefusedRows: Hashable, Sendable {
    /// The file, as the import named it; nil for standard input.
    package var file: String?
    package var at: Date
    /// How many there were; `problems` has only the first of them.
    package var count: Int
    package var problems: [RowProblem]

    /// How many problems are kept of one import.
    package static let most = 1_000

    package init(_ problems: [RowProblem], of file: String?, at: Date) {
        (self.file, self.at, count) = (file, at, problems.count)
        self.problems = Array(problems.prefix(Self.most))
    }
}

/// One of the rows that the last import refused.
package struct RefusedRow: Hashable, Sendable {
    package var problem: RowProblem
    /// The file, as the import named it; nil for standard input.
    package var file: String?
    package var at: Date

    package init(_ problem: RowProblem, of file: String?, at: Date) {
        (self.problem, self.file, self.at) = (problem, file, at)
    }
}
