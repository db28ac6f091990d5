import Foundation
import PlainText
import Synchronization
import Terminal
import Workspace

/// Standard error of this process: messages and, on a terminal, a status line below them.
enum StandardError {
    private static let descriptor = Descriptor(number: STDERR_FILENO)
    private static let status = Mutex("")

    /// Writes a message, on as many lines as the terminal needs to break it between words.
    static func message(_ text: String) {
        let lines = columns.map { text.visible.broken(at: $0) } ?? [text.visible]
        status.withLock { status in
            let (before, after) = status.isEmpty ? ("", "") : (clearing, status)
            write(before + lines.map { $0 + "\n" }.joined() + after)
        }
    }

    /// Writes a text unchanged: never one from elsewhere.
    static func raw(_ text: String) { write(text) }

    /// Whether a person reads it; what a command waits for is then told, also beside JSON.
    static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    /// Whether there can be a status line: the terminal must be able to clear a line.
    static var hasStatus: Bool {
        guard isTerminal, let term = getenv("TERM") else { return false }
        return !["", "dumb"].contains(String(cString: term))
    }

    /// Shows the status line, cut to the current width of the terminal; an empty text removes it.
    static func show(_ text: String) {
        // The last cell stays free: some terminals move to the next line as soon as it is filled.
        let line = text.clipped(to: (columns ?? 80) - 1)
        status.withLock { status in
            guard line != status else { return }
            status = line
            write(clearing + line)
        }
    }

    /// The current width of the terminal; nil if stderr is not a terminal.
    static var columns: Int? {
        isTerminal ? Terminal.columns(of: STDERR_FILENO) ?? 80 : nil
    }

    /// Moves to the first column and clears the line after it.
    private static let clearing = "\r\u{1B}[K"

    // MARK: Writing apart

    /// Where texts wait to be written while the work that tells them goes on.
    private static let queue = DispatchQueue(label: "standard error")
    private static let isApart = Atomic(false)

    /// Writes on a thread of its own from now on, in the same order, so that a pager that is left standing, or a terminal
    /// that was stopped, holds up what is printed and nothing else.
    static func writeApart() { isApart.store(true, ordering: .relaxed) }

    /// Waits until everything is written, but no longer than this.
    static func settle(within limit: DispatchTimeInterval = .never) {
        guard isApart.load(ordering: .relaxed) else { return }
        let group = DispatchGroup()
        queue.async(group: group) {}
        _ = group.wait(timeout: .now() + limit)
    }

    private static func write(_ text: String) {
        guard isApart.load(ordering: .relaxed) else { return emit(text) }
        queue.async { emit(text) }
    }

    private static func emit(_ text: String) {
        // If stderr fails, there is nowhere left to report that.
        try? descriptor.write(text.utf8)
    }
}

extension String {
    /// The text broken between words into lines of this width, each with the text's indentation.
    fileprivate func broken(at columns: Int) -> [String] {
        guard self.columns > columns else { return [self] }
        let text = drop { $0 == " " }
        let indentation = String(repeating: " ", count: count - text.count)
        return text.wrapped(to: max(columns - indentation.count, 1)).map { indentation + $0 }
    }
}
