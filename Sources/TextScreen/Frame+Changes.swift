/// A stretch of cells in a row that have to be written.
package struct CellRun: Hashable, Sendable {
    package let start: Point
    /// Neither end splits a wide character.
    package let cells: [Cell]
}

extension Frame {
    /// What has to be written to turn the other frame into this one: everything, if their sizes differ.
    package func changes(from old: Frame?) -> [CellRun] {
        var runs: [CellRun] = []
        for row in 0..<size.rows {
            let cells = Array(self.row(row))
            guard let old, old.size == size else {
                runs.append(CellRun(start: Point(column: 0, row: row), cells: cells))
                continue
            }
            runs += Self.runs(cells, Array(old.row(row)), row)
        }
        return runs
    }

    private static func runs(_ new: [Cell], _ old: [Cell], _ row: Int) -> [CellRun] {
        var runs: [CellRun] = []
        var column = 0
        while column < new.count {
            guard new[column] != old[column] else {
                column += 1
                continue
            }
            var start = column
            while start > 0, new[start].glyph.isEmpty { start -= 1 }
            var end = column + 1
            while end < new.count, new[end] != old[end] || new[end].glyph.isEmpty { end += 1 }
            runs.append(CellRun(start: Point(column: start, row: row), cells: Array(new[start..<end])))
            column = end
        }
        return runs
    }
}
