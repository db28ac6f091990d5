import Glibc
import TextScreen

/// The clipboard of whoever sits at the terminal.
enum Clipboard {
    /// Hands a text to the terminal; one that does not know the sequence ignores it.
    static func put(_ clipping: Clipping) {
        var left = clipping.sequence[...]
        while !left.isEmpty {
            let count = left.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            if count > 0 { left.removeFirst(count) }
            // A terminal that is gone takes nothing, and the loop finds that out by itself.
            if count == 0 || count < 0 && errno != EINTR && errno != EAGAIN { return }
        }
    }
}
