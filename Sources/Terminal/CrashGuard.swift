import Glibc

/// Restores the terminal after a crash, by fixed bytes and the saved settings; then the signal takes its course.
enum CrashGuard {
    /// Saves the terminal's settings, and installs handlers for the signals of a crash.
    static func arm() {
        tcgetattr(STDIN_FILENO, &savedSettings)
        for signal in [SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE] {
            var action = sigaction()
            action.__sigaction_handler.sa_handler = { number in
                restoreByHand()
                Glibc.signal(number, SIG_DFL)
                raise(number)
            }
            action.sa_flags = Int32(truncatingIfNeeded: SA_RESETHAND)
            sigaction(signal, &action, nil)
        }
    }

    static func restoreSettings() { tcsetattr(STDIN_FILENO, TCSANOW, &savedSettings) }
}

/// Mouse off, paste off, cursor on, attributes off, main screen.
private let sound: StaticString = "\u{1B}[?1000l\u{1B}[?1006l\u{1B}[?2004l\u{1B}[?25h\u{1B}[0m\u{1B}[?1049l\r\n"

private func restoreByHand() {
    write(STDOUT_FILENO, sound.utf8Start, sound.utf8CodeUnitCount)
    tcsetattr(STDIN_FILENO, TCSANOW, &savedSettings)
}

// Read by a crash handler, which can reach only globals; written once, before the handler is set.
nonisolated(unsafe) private var savedSettings = termios()
