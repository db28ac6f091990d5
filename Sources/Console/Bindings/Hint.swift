import PlainText
import Telling
import TextScreen

struct Hint: Equatable, Sendable {
    let key: String
    let text: String
    /// What a click on it presses; nil if it stands for no single key.
    let pressed: Key?
    /// How early the hint is given room, lowest first; hints of one rank keep their order.
    let rank: Rank
    /// The text where there is not enough room for all hints.
    let brief: String

    enum Rank: Int, CaseIterable {
        case back, main, help, palette, usual
    }

    /// A text before it that is not the name of a key.
    init(_ words: String, _ text: String, pressing key: Key? = nil, rank: Rank = .usual) {
        (self.key, self.text, pressed, self.rank, brief) = (words, text, key, rank, text)
    }

    init(_ key: Key, _ text: String, brief: String = "", rank: Rank = .usual) {
        (self.key, self.text, pressed, self.rank) = (key.name, text, key, rank)
        self.brief = brief.isEmpty ? text : brief
    }

    /// The key of a command in a context, with a text that differs from the table's.
    init(_ command: Command, in context: Context, _ text: String, rank: Rank = .usual) {
        let key = Bindings.key(of: command, in: context)
        self.init(key?.name ?? "", text, pressing: key, rank: rank)
    }

    static func close(_ context: Context, _ text: String = "close") -> Hint {
        Hint(.back, in: context, text, rank: .back)
    }

    var columns: Int { key.columns + 1 + text.columns }

    fileprivate var shortened: Hint { pressed.map { Hint($0, brief, rank: rank) } ?? self }
}

extension [Hint] {
    /// What a changed form or plan shows after the first Esc.
    static let discarding = [
        Hint("Esc again:", ShellWords.discard, pressing: .escape, rank: .back),
        Hint(ShellWords.anyOtherKey, "keep editing"),
    ]

    static var gap: Int { 2 }

    /// Those that there is room for; on a narrow screen where not all have it, with their brief texts.
    func fitting(_ columns: Int) -> [Hint] {
        let whole = chosen(columns)
        return whole.count == count || columns >= 100 ? whole : map(\.shortened).chosen(columns)
    }

    private func chosen(_ columns: Int) -> [Hint] {
        var (chosen, room): (Set<Int>, Int) = ([], columns + Self.gap)
        for rank in Hint.Rank.allCases {
            for (index, hint) in enumerated() where hint.rank == rank && hint.columns + Self.gap <= room {
                chosen.insert(index)
                room -= hint.columns + Self.gap
            }
        }
        return indices.filter(chosen.contains).map { self[$0] }
    }
}

extension Frame {
    /// Draws the hints that fit, each of which presses its key when it is clicked on.
    mutating func put(_ hints: [Hint], at start: Point, columns: Int, keys: Style = .key) {
        var column = start.column
        for hint in hints.fitting(columns) {
            let begin = column
            column = put(hint.key, at: Point(column: column, row: start.row), style: keys)
            column = put(" \(hint.text)", at: Point(column: column, row: start.row), style: .dim)
            if let key = hint.pressed {
                makeTarget(Rect(Point(column: begin, row: start.row), columns: column - begin), .key(key))
            }
            column += [Hint].gap
        }
    }
}

extension Bindings {
    /// The hints for a context: commands that can be used now; those that lead to everything else are given room first.
    ///
    /// `first` is the one that helps most now; `words` are what a command does now, where that differs from the table's
    /// hint.
    static func hints(
        in context: Context,
        first: Command? = nil,
        words: (Command) -> String? = { _ in nil },
        where isUsable: (Command) -> Bool
    ) -> [Hint] {
        let shown = all(in: context).filter { isUsable($0.command) }
            .map { (binding: $0, hint: words($0.command) ?? $0.hint) }
            .filter { !$0.hint.isEmpty }
        let ranks = shown.map { $0.binding.command == first ? .main : rank(of: $0.binding.command, in: context) }
        let main = ranks.contains(.main) ? nil : ranks.firstIndex(of: .usual)
        return shown.indices.map { index in
            let (binding, hint) = shown[index]
            return Hint(
                binding.keys[0],
                hint,
                // The list has so many keys that every word counts.
                brief: context == .accounts ? binding.brief : "",
                rank: index == main ? .main : ranks[index]
            )
        }
    }

    private static func rank(of command: Command, in context: Context) -> Hint.Rank {
        switch command {
        case .back: .back
        // It is the safe way, and comes before those that decide.
        case .ask where context == .cases: .palette
        case .save, .startRun, .setValues, .takeParent: .main
        case .help, .quit, .filter: .help
        case .palette: .palette
        default: .usual
        }
    }
}
