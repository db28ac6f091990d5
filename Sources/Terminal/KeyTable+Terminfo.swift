import CNcurses
import TextScreen

extension KeyTable {
    /// The keys in terminfo's entry for the terminal that ncurses was started on.
    ///
    /// Only those without modifiers: the others have xterm's sequences there, whose parameters the parser reads.
    static var ofThisTerminal: KeyTable {
        KeyTable(
            (named + functions)
                .compactMap { name, key in
                    nc_key_sequence(name).map { (Array(String(cString: $0).utf8), key) }
                }
        )
    }

    private static let named: [(String, Key)] = [
        ("kcuu1", .up), ("kcud1", .down), ("kcub1", .left), ("kcuf1", .right), ("khome", .home), ("kend", .end),
        ("kpp", .pageUp), ("knp", .pageDown), ("kdch1", .delete), ("kcbt", .backTab), ("kent", .enter),
        ("kbs", .backspace), ("ka1", .home), ("kc1", .end), ("ka3", .pageUp), ("kc3", .pageDown),
    ]

    private static let functions = (1...12).map { ("kf\($0)", Key.function($0)) }
}
