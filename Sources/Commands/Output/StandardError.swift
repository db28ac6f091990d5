import Glibc
import PlainText
import Synchronization

/// Standard error of this process: messages and, where it is a terminal, one line below them that changes.
enum StandardError {
    private static let descriptor = Descriptor(number: STDERR_FILENO)
    private static let status = Mutex("")

    /// A message, in as many lines as the terminal needs to break it between words.
    static func message(_ text: String) {
        let lines = columns.map { text.visible.broken(at: $0) } ?? [text.visible]
        status.withLock { status in
            let (before, after) = status.isEmpty ? ("", "") : (clearing, status)
            write(before + lines.map { $0 + "\n" }.joined() + after)
        }
    }

    /// A text as it is: never one of others.
    static func raw(_ text: String) { write(text) }

    /// Whether there can be a line that changes: the terminal must be able to clear one.
    static var hasStatus: Bool {
        guard isatty(STDERR_FILENO) == 1, let term = getenv("TERM") else { return false }
        return !["", "dumb"].contains(String(cString: term))
    }

    /// Shows the line that changes, cut to the width that the terminal has now; an empty one takes it away.
    static func show(_ text: String) {
        // The last cell stays free: some terminals go to the next line once it is filled.
        let line = text.clipped(to: (columns ?? 80) - 1)
        status.withLock { status in
            guard line != status else { return }
            status = line
            write(clearing + line)
        }
    }

    /// How wide the terminal is now; nil where stderr is none.
    static var columns: Int? {
        guard isatty(STDERR_FILENO) == 1 else { return nil }
        var size = winsize()
        guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    /// To the first column, and nothing after it.
    private static let clearing = "\r\u{1B}[K"

    private static func write(_ text: String) {
        // Where nobody can be told anything, there is nobody to tell that to either.
        try? descriptor.write(text.utf8)
    }
}

extension String {
    /// The text in lines of a width, broken between words, with its indentation before each.
    fileprivate func broken(at columns: Int) -> [String] {
        guard self.columns > columns else { return [self] }
        let text = drop { $0 == " " }
        let indentation = String(repeating: " ", count: count - text.count)
        return text.wrapped(to: max(columns - indentation.count, 1)).map { indentation + $0 }
    }
}
