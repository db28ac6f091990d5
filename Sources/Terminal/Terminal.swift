import CNcurses
import Glibc
package import TextScreen

/// How a console is shown.
package struct TerminalOptions: Sendable {
    package var theme: Theme
    /// Draws only ASCII, whatever the locale says.
    package var ascii: Bool
    /// Whether the program has the mouse from the beginning.
    package var mouse: Bool

    package init(theme: Theme = .default, ascii: Bool = false, mouse: Bool = true) {
        self.theme = theme
        self.ascii = ascii
        self.mouse = mouse
    }
}

/// The terminal of this process, for as long as a program runs on it.
package enum Terminal {
    /// Runs a program to its end, on the calling thread, which must be the first of the process.
    ///
    /// Between events it waits in `poll`, so an idle program costs nothing. However it ends, the terminal is restored.
    /// Whatever the process writes to stderr meanwhile is shown afterwards.
    package static func run<Running: Program>(
        _ program: inout Running,
        mailbox: Mailbox<Running.Message>,
        options: TerminalOptions
    ) throws(TerminalFault) {
        try check()
        let locale = TerminalLocale()
        CrashGuard.arm()
        let isPlain = getenv("NO_COLOR").map { $0.pointee != 0 } ?? false
        let theme = isPlain ? Theme.mono : options.theme
        guard nc_start(theme != .mono) else {
            CrashGuard.restoreSettings()
            throw .unknown(String(cString: getenv("TERM")))
        }
        let errors = HeldErrors()
        defer {
            nc_stop()
            CrashGuard.restoreSettings()
            errors.release()
        }
        var loop = Loop(
            mailbox: mailbox,
            signals: Signals(takingOver: [SIGWINCH, SIGTERM, SIGHUP, SIGINT]),
            painter: Painter(theme: theme, ascii: options.ascii || !locale.writesUnicode),
            reader: KeyReader(encoding: locale.encoding)
        )
        loop.run(&program)
    }

    /// The width of the terminal behind a descriptor; nil if it is not a terminal, or does not say.
    package static func columns(of descriptor: Int32) -> Int? { window(of: descriptor).map { Int($0.ws_col) } }

    /// The size of the terminal of this process; nil if there is none, or it does not say.
    package static var size: Size? {
        guard let window = window(of: STDIN_FILENO), window.ws_row > 0 else { return nil }
        return Size(columns: Int(window.ws_col), rows: Int(window.ws_row))
    }

    private static func window(of descriptor: Int32) -> winsize? {
        var window = winsize()
        return ioctl(descriptor, UInt(TIOCGWINSZ), &window) == 0 && window.ws_col > 0 ? window : nil
    }

    /// Whether the console can run here, as far as that shows without a try.
    package static func check() throws(TerminalFault) {
        guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else { throw .notATerminal }
        guard let term = getenv("TERM"), term.pointee != 0, strcmp(term, "dumb") != 0 else { throw .dumb }
    }
}

/// Why the console cannot run here.
package enum TerminalFault: Error, Hashable, Sendable {
    /// Input or output is not a terminal.
    case notATerminal
    case dumb
    /// Terminfo does not know the terminal that TERM names.
    case unknown(String)
}
