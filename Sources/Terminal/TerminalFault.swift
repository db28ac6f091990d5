/// Why there can be no console here.
package enum TerminalFault: Error, Hashable, Sendable {
    /// Input or output is no terminal.
    case notATerminal
    /// The terminal cannot place its cursor.
    case dumb
    /// Nothing is known of the terminal that TERM names.
    case unknown(String)
}
