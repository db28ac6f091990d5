/// Why the console cannot run here.
package enum TerminalFault: Error, Hashable, Sendable {
    /// Input or output is not a terminal.
    case notATerminal
    case dumb
    /// Terminfo does not know the terminal that TERM names.
    case unknown(String)
}
