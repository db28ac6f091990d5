import Accounts
import PlainText
import Telling
import TextScreen

/// How states look: a sign and a style, never a colour alone.
extension SyncState {
    var sign: String {
        switch self {
        case .notSynchronized: "○"
        case .blocked: "!"
        case .waiting, .sending: "…"
        case .synchronized: "●"
        case .atVendor: "≡"
        case .refused, .notSent: "✗"
        case .inDoubt: "?"
        case .conflict: "≠"
        case .abandoned: "–"
        }
    }

    var style: Style {
        switch self {
        case .notSynchronized, .abandoned: .dim
        case .blocked, .atVendor: .warning
        case .waiting, .sending: .accent
        case .synchronized: .good
        case .refused, .notSent, .conflict: .bad
        case .inDoubt: .doubt
        }
    }
}

extension Finding {
    /// What it says, with the sign and the style of its severity.
    var look: (String, Style) {
        switch severity {
        case .blocks: ("✗ \(sentence)", .bad)
        case .warns: ("! \(sentence)", .warning)
        case .passes: ("✓ \(message)", .good)
        }
    }
}

extension Notice.Tone {
    var style: Style {
        switch self {
        case .good: .good
        case .plain: .normal
        case .warning: .warning
        case .bad: .bad
        case .doubt: .doubt
        }
    }

    var sign: String {
        switch self {
        case .good: "●"
        case .plain: "·"
        case .warning: "!"
        case .bad: "✗"
        case .doubt: "?"
        }
    }
}

extension Account.Kind {
    var short: String {
        switch self {
        case .reseller: "reseller"
        case .endCustomer: "customer"
        case .directCustomer: "direct"
        }
    }
}

extension SyncState {
    fileprivate var needsOperator: Bool { [.inDoubt, .conflict, .atVendor].contains(self) }
}

extension Frame {
    /// How many accounts are in each state, in whole words only: states that wait for the operator are given room
    /// first.
    ///
    /// Where it is brief, signs stand for the words unless there is room for all of them.
    mutating func put(
        _ counts: [(state: SyncState, count: Int)],
        from start: Int,
        in row: Rect,
        isBrief: Bool = false
    ) {
        put(
            counts.map { (state: $0.state, name: $0.state.rawValue, count: $0.count) },
            from: start,
            in: row,
            isBrief: isBrief
        )
    }

    /// The same with a name for each, of which several may be in the same state.
    mutating func put(
        _ counts: [(state: SyncState, name: String, count: Int)],
        from start: Int,
        in row: Rect,
        isBrief: Bool = false
    ) {
        var parts = counts.map { (state: $0.state, text: "\($0.count.grouped) \($0.name)") }
        let gap = 3
        func cells(_ text: String) -> Int { 2 + text.columns + gap }
        var room = row.size.columns - start - 1 + gap
        if isBrief, parts.reduce(0, { $0 + cells($1.text) }) > room {
            parts = counts.map { (state: $0.state, text: $0.count.grouped) }
        }
        if parts.reduce(0, { $0 + cells($1.text) }) > room { room -= 1 + gap }
        var shown: Set<Int> = []
        for isFirst in [true, false] {
            for (index, part) in parts.enumerated()
            where part.state.needsOperator == isFirst && cells(part.text) <= room {
                shown.insert(index)
                room -= cells(part.text)
            }
        }
        var place = row.origin.moved(columns: start)
        for (index, part) in parts.enumerated() where shown.contains(index) {
            place.column = put("\(part.state.sign) ", at: place, style: part.state.style)
            place.column = put(part.text, at: place, style: .dim) + gap
        }
        if shown.count < parts.count { put("…", at: place, style: .dim) }
    }

    /// Says why there is nothing else to see, below a blank row.
    mutating func putPlaceholder(_ words: String, in area: Rect, style: Style = .dim) {
        put(words, at: area.row(1).at(3), style: style)
    }

    /// Draws paragraphs one below the other, each wrapped to the width of the area.
    mutating func put(_ paragraphs: [(String, Style)], in area: Rect) {
        var row = 0
        for (text, style) in paragraphs {
            for line in text.visible.wrapped(to: max(area.size.columns - 6, 10)) where row < area.size.rows {
                put(line, at: area.row(row).origin.moved(columns: 3), style: style)
                row += 1
            }
        }
    }
}
