package import FoundationEssentials

/// What is refused and needs somebody: the rows that the last import of a file refused, or the accounts of the BSS
/// that no pull has taken in since.
package struct RefusedRows: Hashable, Sendable {
    /// Each has a place of its own, so that none hides the other's.
    package enum Source: Hashable, Sendable {
        /// The file, as the import named it; nil for standard input.
        case file(String?)
        case bss
    }

    package var source: Source
    /// When the import or the pull was.
    package var at: Date
    /// How many there are; `rows` has only the first of them.
    package var count: Int
    package var rows: [RefusedRow]

    /// How many are kept.
    package static let most = 1_000

    package init(_ rows: [RefusedRow], of source: Source, count: Int, at: Date) {
        (self.source, self.count, self.at) = (source, count, at)
        self.rows = Array(rows.prefix(Self.most))
    }

    package init(_ problems: [RowProblem], of source: Source, at: Date) {
        let rows = problems.prefix(Self.most).map { RefusedRow($0, of: source, at: at) }
        self.init(rows, of: source, count: problems.count, at: at)
    }

    /// What is kept once no BSS is connected.
    package static let noneOfBSS = RefusedRows(
        [RefusedRow](),
        of: .bss,
        count: 0,
        at: Date(timeIntervalSinceReferenceDate: 0)
    )
}

/// One of the rows that are refused.
package struct RefusedRow: Hashable, Sendable {
    package var problem: RowProblem
    package var source: RefusedRows.Source
    /// Since when it is refused for this reason.
    package var at: Date

    package init(_ problem: RowProblem, of source: RefusedRows.Source, at: Date) {
        (self.problem, self.source, self.at) = (problem, source, at)
    }

    /// The file, as the import named it; nil for standard input, and for the BSS.
    package var file: String? { if case .file(let name) = source { name } else { nil } }

    package var isOfBSS: Bool { source == .bss }
}

extension RefusedRow: Identifiable {
    /// A row of a file is known by its place, an account of the BSS by its names: it has another place in each pull.
    package enum ID: Hashable, Sendable {
        case row(FilePlace)
        case account(AccountID?, AccountCode?)
        case unnamed(FilePlace)
    }

    package var id: ID {
        guard isOfBSS else { return .row(problem.place) }
        guard problem.id != nil || problem.code != nil else { return .unnamed(problem.place) }
        return .account(problem.id, problem.code)
    }

    /// Whether another row is refused for the same reason, whenever and at whatever place of the BSS that was.
    package func isSame(as other: RefusedRow) -> Bool {
        var moved = other.problem
        if isOfBSS { moved.place = problem.place }
        return source == other.source && problem == moved
    }
}
