import CNcurses
import Glibc
package import TextScreen

/// How a console is shown.
package struct TerminalOptions: Sendable {
    /// The look.
    package var theme: Theme
    /// Whether only ASCII is drawn, whatever the locale says.
    package var ascii: Bool
    /// Whether the wheel and clicks are taken.
    package var mouse: Bool

    package init(theme: Theme = .default, ascii: Bool = false, mouse: Bool = true) {
        self.theme = theme
        self.ascii = ascii
        self.mouse = mouse
    }
}

/// The terminal of this process, as long as a program runs on it.
package enum Terminal {
    /// Runs a program until it is finished, on the calling thread, which must be the process's first.
    ///
    /// Between events it waits in `poll`: an idle program costs nothing. Whatever ends it, the terminal is as before. What the
    /// process writes to stderr meanwhile is shown afterwards.
    package static func run<Running: Program>(
        _ program: inout Running,
        mailbox: Mailbox<Running.Message>,
        options: TerminalOptions = TerminalOptions()
    ) throws(TerminalFault) {
        try check()
        let locale = TerminalLocale()
        CrashGuard.arm()
        let isPlain = getenv("NO_COLOR").map { $0.pointee != 0 } ?? false
        let theme = isPlain ? Theme.mono : options.theme
        guard nc_start(theme != .mono, options.mouse) else {
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
            signals: Signals(),
            painter: Painter(theme: theme, ascii: options.ascii || !locale.writesUnicode),
            reader: KeyReader(encoding: locale.encoding)
        )
        loop.run(&program)
    }

    /// The width of the terminal that a descriptor is; nil where it is none, or does not tell.
    package static func columns(of descriptor: Int32) -> Int? {
        var window = winsize()
        return ioctl(descriptor, UInt(TIOCGWINSZ), &window) == 0 && window.ws_col > 0 ? Int(window.ws_col) : nil
    }

    private static func check() throws(TerminalFault) {
        guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else { throw .notATerminal }
        guard let term = getenv("TERM"), term.pointee != 0, strcmp(term, "dumb") != 0 else { throw .dumb }
    }
}
