import Glibc
import TextScreen

/// Reads what the terminal sends, and makes keys of it.
struct KeyReader {
    private var parser: InputParser
    /// Whether the terminal is gone: nobody will ever press a key again.
    private(set) var isAtEnd = false

    init(encoding: CharacterEncoding) {
        let delay = getenv("ESCDELAY").map { String(cString: $0) }
        parser = InputParser(keys: .ofThisTerminal, encoding: encoding, limits: InputLimits(escapeDelay: delay))
    }

    /// When what has begun is to be ended.
    var deadline: ContinuousClock.Instant? { parser.deadline }

    /// What came; called when something waits.
    mutating func readAll() -> [Input] {
        var inputs = read()
        // An Escape at the end of what came is decided before anything else is done, however long that would take.
        while parser.isBrief, let deadline, Poll.waits(for: STDIN_FILENO, until: deadline) { inputs += read() }
        return inputs + expire()
    }

    /// Ends what has waited long enough, if nothing waits to be read.
    mutating func expire() -> [Input] {
        guard parser.deadline != nil, !Poll.waits(for: STDIN_FILENO, until: nil) else { return [] }
        return parser.expire(at: .now)
    }

    /// Forgets what has begun.
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
    /// Whether something can be read by then; nil: now.
    static func waits(for descriptor: Int32, until deadline: ContinuousClock.Instant?) -> Bool {
        var sources = [pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)]
        return wait(&sources, until: deadline ?? .now) > 0 && sources[0].revents & Int16(POLLIN) != 0
    }

    /// Waits until something can be read, or until then; nil: for ever.
    @discardableResult
    static func wait(_ sources: inout [pollfd], until deadline: ContinuousClock.Instant?) -> Int32 {
        poll(&sources, nfds_t(sources.count), deadline.map(milliseconds(until:)) ?? -1)
    }

    /// Rounded up: what is woken too early would only wait again.
    private static func milliseconds(until deadline: ContinuousClock.Instant) -> Int32 {
        let left = (deadline - .now).components
        let whole = left.seconds * 1000 + (left.attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
        return Int32(clamping: max(whole, 0))
    }
}
