/// A part of a frame that can be clicked on.
package struct Target: Hashable, Sendable {
    package let area: Rect
    package let meaning: Meaning

    package enum Meaning: Hashable, Sendable {
        /// A line of the list, by its place in the list.
        case line(Int)
        /// The sign by which a line is folded and unfolded.
        case fold(Int)
        /// The heading of a column, by a name that the column keeps wherever it stands.
        case heading(String)
        /// One of several things of which one is shown, by its name.
        case tab(String)
        /// A field, by its place among those that can be changed.
        case field(Int)
        /// One of the choices of a field.
        case choice(Int, field: Int)
        /// What a key does, such as a hint or a button.
        case key(Key)
    }
}

/// Drawing puts the targets where it draws what they stand for; what is drawn over them takes them away.
extension Frame {
    package mutating func makeTarget(_ area: Rect, _ meaning: Target.Meaning) {
        guard area.size.columns > 0, area.size.rows > 0 else { return }
        targets.append(Target(area: area, meaning: meaning))
    }

    /// Takes away the targets behind an area.
    package mutating func cover(_ area: Rect) { targets.removeAll { $0.area.touches(area) } }

    /// Takes away all targets.
    package mutating func coverAll() { targets = [] }

    /// What is at a point; of several, what was drawn last.
    package func target(at point: Point) -> Target? { targets.last { $0.area.contains(point) } }

    /// Whether what was clicked on in another frame is still shown in this one, at the same place and with the same
    /// text; a heading or a tab only has to be there.
    package func shows(_ target: Target, as other: Frame) -> Bool {
        switch target.meaning {
        case .heading, .tab: return targets.contains { $0.meaning == target.meaning }
        case .line, .fold, .field, .choice, .key: break
        }
        guard size == other.size, self.target(at: target.area.origin)?.meaning == target.meaning else { return false }
        let columns = target.area.origin.column..<target.area.origin.column + target.area.size.columns
        return (target.area.origin.row..<target.area.origin.row + target.area.size.rows)
            .allSatisfy { row in
                columns.allSatisfy { column in
                    let point = Point(column: column, row: row)
                    return self[point]?.glyph == other[point]?.glyph
                }
            }
    }
}
