/// Why the console cannot run here.
package enum TerminalFault: Error, Hashable, Sendable {
    /// Input or output is not a terminal.
    case notATerminal
    case dumb
    /// Terminfo does not know the terminal that TERM names.
    case unknown(String)
}

extension TerminalFault {
    package var lines: [String] {
        switch self {
        case .notATerminal:
            ["The console needs a terminal, and this is none.", "Use the subcommands: account-sync --help."]
        case .dumb:
            [
                "The console needs a terminal that can place its cursor; TERM is dumb or not set.",
                "Set TERM, or use the subcommands: account-sync --help.",
            ]
        case .unknown(let name):
            [
                "Nothing is known of the terminal \"\(name)\" that TERM names.",
                "Set TERM to a known one such as xterm, or use the subcommands:",
                "account-sync --help",
            ]
        }
    }
}
