package import Accounts
package import FoundationEssentials

extension ImportPlanning {
    /// What is to be kept as refused after this import; nil if that is what is kept already.
    ///
    /// Of a file it is what the import refused. Of a BSS of which only a part was read, what was refused of other
    /// accounts stays; those that are not listed stay counted until everything is read.
    package func refusedRows(
        after earlier: RefusedRows?,
        named file: String?,
        now: Date
    ) -> RefusedRows? {
        guard origin == .bss else { return RefusedRows(plan.refused, of: .file(file), at: now) }
        let before = earlier ?? RefusedRows([RefusedRow](), of: .bss, count: 0, at: now)
        let known = Dictionary(before.rows.map { ($0.id, $0) }) { one, _ in one }
        let fresh = plan.refused.map { problem in
            let row = RefusedRow(problem, of: .bss, at: now)
            return known[row.id].flatMap { $0.isSame(as: row) ? $0 : nil } ?? row
        }
        let (read, again) = (ReadNames(plan.refused), Set(fresh.map(\.id)))
        let rest = isCompleteRead ? [] : before.rows.filter { !wasRead($0, read) && !again.contains($0.id) }
        let rows = rest + fresh
        // Those that are beyond the list now may be the ones that were counted before.
        let unlisted = isCompleteRead ? 0 : before.count - before.rows.count
        let count = min(rows.count, RefusedRows.most) + max(unlisted, rows.count - RefusedRows.most, 0)
        guard rows.prefix(RefusedRows.most) != before.rows[...] || count != before.count else { return nil }
        return RefusedRows(rows, of: .bss, count: count, at: now)
    }

    private func wasRead(_ row: RefusedRow, _ refused: ReadNames) -> Bool {
        let problem = row.problem
        if let id = problem.id { return hierarchy.row(id: id) != nil || refused.ids.contains(id) }
        guard let code = problem.code else { return false }
        return hierarchy.row(code: code) != nil || refused.codes.contains(code)
    }
}

/// The names of rows that were refused, which are in no hierarchy if they could not be read.
struct ReadNames {
    let ids: Set<AccountID>
    let codes: Set<AccountCode>

    init(_ problems: [RowProblem]) {
        ids = Set(problems.compactMap(\.id))
        codes = Set(problems.filter { $0.id == nil }.compactMap(\.code))
    }
}
