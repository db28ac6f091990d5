import Glibc
import TextScreen

/// Reads what the terminal sends, and turns it into keys.
struct KeyReader {
    private var parser: InputParser
    /// Whether the terminal is gone, so that nobody will ever press a key again.
    private(set) var isAtEnd = false

    init(encoding: CharacterEncoding) {
        let delay = getenv("ESCDELAY").map { String(cString: $0) }
        parser = InputParser(keys: .ofThisTerminal, encoding: encoding, limits: InputLimits(escapeDelay: delay))
    }

    /// When to give up an unfinished sequence.
    var deadline: ContinuousClock.Instant? { parser.deadline }

    /// Reads what has come; to be called when something waits.
    mutating func readAll() -> [Input] {
        var inputs = read()
        // An Escape at the end is decided now, before other work, which may take long.
        while parser.isBrief, let deadline, Poll.waits(for: STDIN_FILENO, until: deadline) { inputs += read() }
        return inputs + expire()
    }

    /// Gives up what has waited long enough, if nothing waits to be read.
    mutating func expire() -> [Input] {
        guard parser.deadline != nil, !Poll.waits(for: STDIN_FILENO, until: nil) else { return [] }
        return parser.expire(at: .now)
    }

    /// Drops an unfinished sequence.
    mutating func forget() {
        if let deadline = parser.deadline { _ = parser.expire(at: deadline) }
    }

    private mutating func read() -> [Input] {
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = Glibc.read(STDIN_FILENO, &bytes, bytes.count)
        if count == 0 || count < 0 && errno != EINTR && errno != EAGAIN { isAtEnd = true }
        return parser.take(bytes[..<max(count, 0)], at: .now)
    }
}

/// Waiting with `poll`.
enum Poll {
    /// Whether something can be read by then; nil means now.
    static func waits(for descriptor: Int32, until deadline: ContinuousClock.Instant?) -> Bool {
        var sources = [pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)]
        return wait(&sources, until: deadline ?? .now) > 0 && sources[0].revents & Int16(POLLIN) != 0
    }

    /// Waits until something can be read, or until then; nil means for ever.
    @discardableResult
    static func wait(_ sources: inout [pollfd], until deadline: ContinuousClock.Instant?) -> Int32 {
        poll(&sources, nfds_t(sources.count), deadline.map(milliseconds(until:)) ?? -1)
    }

    /// Rounded up: waking too early would only mean waiting again.
    private static func milliseconds(until deadline: ContinuousClock.Instant) -> Int32 {
        let left = (deadline - .now).components
        let whole = left.seconds * 1000 + (left.attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
        return Int32(clamping: max(whole, 0))
    }
}
