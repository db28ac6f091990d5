/// Cells in a row that have to be written.
public struct Run: Hashable, Sendable {
    /// Where they begin.
    public let start: Point
    /// The cells, without a half of a wide one at either end.
    public let cells: [Cell]
}

extension Frame {
    /// What has to be written to get from another frame to this one; everything if that has another size.
    public func changes(from old: Frame?) -> [Run] {
        var runs: [Run] = []
        for row in 0..<size.rows {
            let cells = Array(self.row(row))
            guard let old, old.size == size else {
                runs.append(Run(start: Point(column: 0, row: row), cells: cells))
                continue
            }
            runs += Self.runs(cells, Array(old.row(row)), row)
        }
        return runs
    }

    private static func runs(_ new: [Cell], _ old: [Cell], _ row: Int) -> [Run] {
        var runs: [Run] = []
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
            runs.append(Run(start: Point(column: start, row: row), cells: Array(new[start..<end])))
            column = end
        }
        return runs
    }
}
