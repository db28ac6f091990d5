import PlainText
import Telling
import TextScreen

struct Hint: Equatable, Sendable {
    var key: String
    var text: String
    /// How early the hint is given room, lowest first; hints of one rank keep their order.
    var rank = Rank.usual

    enum Rank: Int, CaseIterable {
        case back, main, help, palette, usual
    }
}

extension Hint {
    /// The key of a command in a context, with a text that differs from the table's.
    init(_ command: Command, in context: Context, _ text: String, rank: Rank = .usual) {
        self.init(key: Bindings.name(of: command, in: context), text: text, rank: rank)
    }

    static func close(_ context: Context, _ text: String = "close") -> Hint {
        Hint(.back, in: context, text, rank: .back)
    }

    var columns: Int { key.columns + 1 + text.columns }
}

extension [Hint] {
    /// What a changed form or plan shows after the first Esc.
    static let discarding = [
        Hint(key: "Esc again:", text: ShellWords.discard, rank: .back),
        Hint(key: ShellWords.anyOtherKey, text: "keep editing"),
    ]

    static var gap: Int { 2 }

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

    func line(_ columns: Int) -> String {
        fitting(columns).map { "\($0.key) \($0.text)" }.joined(separator: String(repeating: " ", count: Self.gap))
    }
}

extension Bindings {
    /// The hints for a context: commands that can be used now; those that lead to everything else are given room first.
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
