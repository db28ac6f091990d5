import PlainText
import Telling
import TextScreen

/// A key and a word or two about it.
struct Hint: Equatable, Sendable {
    /// The key's name.
    var key: String
    /// What it does.
    var text: String
    /// How early it gets room, least first; those of one rank in their order.
    var rank = Rank.usual

    enum Rank: Int, CaseIterable {
        case back, main, help, palette, usual
    }

    init(key: String, text: String, rank: Rank = .usual) {
        self.key = key
        self.text = text
        self.rank = rank
    }

    /// The key of a command in a place; with other words than the table's, if it says something else there.
    init(_ command: Command, in context: Context, _ text: String, rank: Rank = .usual) {
        self.init(key: Bindings.name(of: command, in: context), text: text, rank: rank)
    }

    /// Esc, at the foot of a pop-up.
    static func close(_ context: Context, _ text: String = "close") -> Hint {
        Hint(.back, in: context, text, rank: .back)
    }

    /// The cells that it takes.
    var columns: Int { key.columns + 1 + text.columns }
}

extension [Hint] {
    /// What a changed form or plan says on the first Esc.
    static let discarding = [
        Hint(key: "Esc again:", text: ShellWords.discard, rank: .back),
        Hint(key: ShellWords.anyOtherKey, text: "keep editing"),
    ]

    /// Between two hints.
    static var gap: Int { 2 }

    /// Those that there is room for, in their order.
    func fitting(_ columns: Int) -> [Hint] {
        var (fitting, room): (Set<Int>, Int) = ([], columns + Self.gap)
        for rank in Hint.Rank.allCases {
            for (index, hint) in enumerated() where hint.rank == rank && hint.columns + Self.gap <= room {
                fitting.insert(index)
                room -= hint.columns + Self.gap
            }
        }
        return indices.filter(fitting.contains).map { self[$0] }
    }

    /// The hints that there is room for, as a text.
    func line(_ columns: Int) -> String {
        fitting(columns).map { "\($0.key) \($0.text)" }.joined(separator: String(repeating: " ", count: Self.gap))
    }
}

extension Bindings {
    /// What the bottom line says of a place: what can be used now; the ways to everything else get their room first.
    static func hints(in context: Context, where isUsable: (Command) -> Bool) -> [Hint] {
        var hints = all(in: context).filter { !$0.hint.isEmpty && isUsable($0.command) }
            .map { Hint(key: $0.keys[0].name, text: $0.hint, rank: rank(of: $0.command)) }
        let hasMain = hints.contains { $0.rank == .main }
        if !hasMain, let first = hints.firstIndex(where: { $0.rank == .usual }) { hints[first].rank = .main }
        return hints
    }

    private static func rank(of command: Command) -> Hint.Rank {
        switch command {
        case .back: .back
        case .save, .startRun, .setValues, .takeParent: .main
        case .help, .quit: .help
        case .palette: .palette
        default: .usual
        }
    }
}
