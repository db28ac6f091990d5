import CVTerm
import Foundation
import Glibc
import Testing

/// A program on a terminal of its own: a real pty, with libvterm as the screen behind it.
///
/// Whoever waits says for what, and fails with what the screen shows when it does not come.
final class Pty {
    let pid: pid_t
    /// Every byte that the program wrote.
    private(set) var written: [UInt8] = []
    /// The settings of the terminal before the program came.
    let fresh: Settings
    /// What must live as long as the program runs.
    var owner: AnyObject?
    private var master: Int32
    private let slave: Int32
    private let screen: OpaquePointer
    private(set) var size: (columns: Int, rows: Int)
    private var status: Int32?
    /// The rows of the screen as they were last looked at; nil if more was read since.
    private var taken: [Row]?

    /// Starts a program as the leader of a session on a new terminal.
    init(_ arguments: [String], environment: [String: String], columns: Int = 80, rows: Int = 24) throws {
        var (master, slave): (Int32, Int32) = (-1, -1)
        var window = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        var name = [CChar](repeating: 0, count: 128)
        guard openpty(&master, &slave, &name, nil, &window) == 0 else { throw Problem("no pty: errno \(errno)") }
        (self.master, self.slave, size) = (master, slave, (columns, rows))
        for end in [master, slave] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        _ = fcntl(master, F_SETFL, O_NONBLOCK)
        screen = cvterm_new(Int32(rows), Int32(columns))
        fresh = Settings(of: slave)
        pid = try Self.spawn(arguments, environment, terminal: name)
    }

    deinit {
        if status == nil {
            kill(pid, SIGKILL)
            waitpid(pid, nil, 0)
        }
        cvterm_free(screen)
        if master >= 0 { close(master) }
        close(slave)
    }

    private static func spawn(_ arguments: [String], _ environment: [String: String], terminal: [CChar]) throws -> pid_t
    {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        // The first terminal that a session leader opens is its controlling one.
        posix_spawn_file_actions_addopen(&actions, 0, terminal, O_RDWR, 0)
        posix_spawn_file_actions_adddup2(&actions, 0, 1)
        posix_spawn_file_actions_adddup2(&actions, 0, 2)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        let newSession: Int16 = 0x80
        posix_spawnattr_setflags(&attributes, newSession | Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETSIGMASK))
        var all = sigset_t()
        sigfillset(&all)
        posix_spawnattr_setsigdefault(&attributes, &all)
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        var settings: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0)=\($1)") } + [nil]
        defer { for word in words + settings { free(word) } }
        var pid: pid_t = 0
        let problem = posix_spawn(&pid, arguments[0], &actions, &attributes, &words, &settings)
        guard problem == 0 else { throw Problem("\(arguments[0]) cannot be started: errno \(problem)") }
        return pid
    }

    /// Why there is no program on a terminal.
    struct Problem: Error, CustomStringConvertible {
        let description: String
        init(_ description: String) { self.description = description }
    }

    // MARK: Keys and signals

    /// Sends bytes as the keyboard does, once the program waits for them: nobody presses a key within the microseconds
    /// after a frame, when it still counts as typed before that frame was seen.
    func send(_ text: String) { send(bytes: Array(text.utf8)) }

    func send(bytes: [UInt8]) {
        let end = ContinuousClock.now + .seconds(10)
        while isAtWork, end > .now { read(within: .milliseconds(1)) }
        var bytes = bytes
        while !bytes.isEmpty {
            let count = write(master, bytes, bytes.count)
            guard count > 0 else { return }
            bytes.removeFirst(count)
        }
    }

    /// Whether the first thread of the program, which paints, runs or would run if it were its turn.
    private var isAtWork: Bool {
        guard let file = fopen("/proc/\(pid)/stat", "r") else { return false }
        defer { fclose(file) }
        var line = [UInt8](repeating: 0, count: 512)
        let count = fread(&line, 1, line.count, file)
        // The state follows the name, which is in parentheses and may have any character in it.
        guard let name = line[..<count].lastIndex(of: UInt8(ascii: ")")), name + 2 < count else { return false }
        return line[name + 2] == UInt8(ascii: "R") || line[name + 2] == UInt8(ascii: "D")
    }

    func signal(_ number: Int32) { kill(pid, number) }

    func resize(_ columns: Int, _ rows: Int) {
        size = (columns, rows)
        taken = nil
        cvterm_resize(screen, Int32(rows), Int32(columns))
        var window = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        // The kernel tells the program by SIGWINCH.
        _ = ioctl(master, UInt(TIOCSWINSZ), &window)
    }

    /// The terminal's settings, as the program has them now.
    var settings: Settings { Settings(of: slave) }

    struct Settings: Equatable {
        let input, output, control, local: tcflag_t

        init(of terminal: Int32) {
            var now = termios()
            tcgetattr(terminal, &now)
            (input, output, control, local) = (now.c_iflag, now.c_oflag, now.c_cflag, now.c_lflag)
        }
    }

    /// Goes away, as a closed window does.
    func hangUp() {
        close(master)
        master = -1
    }

    // MARK: Waiting

    /// Reads what the program writes until something is so; a failure names it and shows the screen.
    func wait(
        _ what: String,
        seconds: Double = 120,
        location: SourceLocation = #_sourceLocation,
        until isSo: () -> Bool
    ) throws {
        let end = ContinuousClock.now + .seconds(seconds)
        while !isSo() {
            let left = end - .now
            guard left > .zero else {
                Issue.record("waited \(seconds) s in vain for \(what); the screen:\n\(text)", sourceLocation: location)
                throw Problem("waited in vain for \(what)")
            }
            read(within: left)
        }
    }

    /// Waits until the screen shows a text.
    func wait(for shown: String, location: SourceLocation = #_sourceLocation) throws {
        try wait("\"\(shown)\"", location: location) { text.contains(shown) }
    }

    /// Reads for some time, whatever comes: for what must not happen.
    func linger(seconds: Double) {
        let end = ContinuousClock.now + .seconds(seconds)
        while end > .now { read(within: end - .now) }
    }

    /// Waits for the end; answers the exit code, or the signal as a negative number.
    @discardableResult
    func waitForEnd(seconds: Double = 120, location: SourceLocation = #_sourceLocation) throws -> Int {
        var status: Int32 = 0
        try wait("the end of the program", seconds: seconds, location: location) {
            read(within: .milliseconds(20))
            return waitpid(pid, &status, WNOHANG) == pid
        }
        self.status = status
        while read(within: .zero) {}
        return status & 0x7F == 0 ? Int(status >> 8 & 0xFF) : -Int(status & 0x7F)
    }

    @discardableResult
    private func read(within time: Duration) -> Bool {
        var source = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        let milliseconds = time.components.seconds * 1000 + time.components.attoseconds / 1_000_000_000_000_000
        guard poll(&source, 1, Int32(max(min(milliseconds, 50), 0))) > 0 else { return false }
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = Glibc.read(master, &buffer, buffer.count)
        guard count > 0 else { return false }
        written += buffer[..<count]
        taken = nil
        buffer.withUnsafeBytes { cvterm_write(screen, $0.baseAddress?.assumingMemoryBound(to: CChar.self), count) }
        var answer = [CChar](repeating: 0, count: 256)
        let answered = cvterm_read(screen, &answer, answer.count)
        if answered > 0 { write(master, answer, answered) }
        return true
    }

    /// Whether the program ever wrote a text.
    func saw(_ text: String) -> Bool { String(decoding: written, as: UTF8.self).contains(text) }

    /// What the program writes from here on.
    func forget() { written = [] }

    // MARK: The screen

    /// The rows as they are seen, without the spaces at their ends.
    var lines: [String] { rows.map(\.text) }

    var text: String { lines.joined(separator: "\n") }

    /// The same with one space between any two words, for a sentence that may be broken into lines.
    var words: String { text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }

    /// The first row with reversed cells: the line of the cursor.
    var selected: String? { rows.first { $0.reversed > 0 }?.text }

    /// How many cells are reversed in each row.
    var highlights: [Int] { rows.map(\.reversed) }

    /// Where the cursor is; nil while it is hidden.
    var cursor: (column: Int, row: Int)? {
        var (row, column, visible): (Int32, Int32, Bool) = (0, 0, false)
        cvterm_cursor(screen, &row, &column, &visible)
        return visible ? (Int(column), Int(row)) : nil
    }

    private struct Row {
        var text = ""
        /// How many of its cells are reversed.
        var reversed = 0
    }

    /// The rows, taken from the screen once, until something more is read: whoever waits looks at them again and again.
    private var rows: [Row] {
        if let taken { return taken }
        let rows = (0..<size.rows).map { row($0) }
        taken = rows
        return rows
    }

    private func row(_ number: Int) -> Row {
        var (text, spaces, reversed) = (String.UnicodeScalarView(), 0, 0)
        var scalars = [UInt32](repeating: 0, count: 8)
        for column in 0..<size.columns {
            var isReversed = false
            let count = Int(cvterm_cell(screen, Int32(number), Int32(column), &scalars, 8, &isReversed))
            if isReversed { reversed += 1 }
            // The second half of a wide character.
            if count < 0 { continue }
            if count == 0 || count == 1 && scalars[0] == 0x20 {
                spaces += 1
                continue
            }
            // Those at the end are left out.
            for _ in 0..<spaces { text.append(" ") }
            spaces = 0
            text.append(contentsOf: scalars.prefix(count).compactMap { Unicode.Scalar($0) })
        }
        return Row(text: String(text), reversed: reversed)
    }
}
