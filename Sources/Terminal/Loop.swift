import CNcurses
import Glibc
import TextScreen

/// Waits for an event, hands it to the program, and paints the result.
struct Loop<Message: Sendable> {
    let mailbox: Mailbox<Message>
    let signals: Signals
    var painter: Painter
    private var reader: KeyReader
    private var size = Size(columns: 0, rows: 0)
    /// What is on the screen.
    private var shown = Frame(Size(columns: 0, rows: 0))
    /// Whether the terminal is gone, and whether a signal said so: closing a window does both, which count as one.
    private var (isGone, isHungUp) = (false, false)
    private var tickAt: ContinuousClock.Instant?

    init(mailbox: Mailbox<Message>, signals: Signals, painter: Painter, reader: KeyReader) {
        self.mailbox = mailbox
        self.signals = signals
        self.painter = painter
        self.reader = reader
    }

    mutating func run<Running: Program>(_ program: inout Running) where Running.Message == Message {
        takeSize(&program)
        var painted: Int?
        while !program.isFinished {
            nc_take_mouse(program.takesMouse)
            if painted != program.changes {
                painted = program.changes
                shown = program.frame(size)
                painter.paint(shown)
                // What was typed while it was being drawn is not about what is on the screen now.
                if !isGone, Poll.waits(for: STDIN_FILENO, until: nil) { take(reader.readAll(), &program) }
                guard painted == program.changes else { continue }
                program.wasShown()
            }
            // Between two frames, when ncurses has written all of the first.
            for clipping in program.takeClippings() { Clipboard.put(clipping) }
            // A program that wants its next tick earlier than it did gets it earlier.
            tickAt = program.tick.map { min(tickAt ?? .now.advanced(by: $0), .now.advanced(by: $0)) }
            wait(&program)
        }
    }

    private mutating func wait<Running: Program>(_ program: inout Running) where Running.Message == Message {
        var sources = [STDIN_FILENO, mailbox.descriptor, signals.descriptor]
            .map {
                pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
            }
        // A terminal that is gone would be ready for ever.
        if isGone { sources[0].fd = -1 }
        Poll.wait(&sources, until: [tickAt, reader.deadline].compactMap(\.self).min())
        if let due = tickAt, due <= .now {
            tickAt = nil
            program.update(.tick)
        }
        if sources[2].revents != 0 { take(signals.take(), &program) }
        if sources[1].revents != 0 { for message in mailbox.takeAll() { program.update(.message(message)) } }
        let isReadable = sources[0].revents & Int16(POLLIN) != 0
        take(isReadable ? reader.readAll() : reader.expire(), &program)
        // The terminal is gone, so nobody will ever press a key again.
        if !isGone, reader.isAtEnd || sources[0].revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0 {
            isGone = true
            if !isHungUp { program.update(.terminated) }
        }
    }

    private mutating func take<Running: Program>(_ inputs: [Input], _ program: inout Running)
    where Running.Message == Message {
        for input in inputs {
            switch input {
            case .key(.control("c")): program.update(.interrupted)
            case .key(.control("z")): suspend(&program)
            case .key(.click(let point)): program.update(.clicked(point, on: shown))
            case .key(let key): program.update(.key(key))
            case .untaken(let untaken): program.update(.untaken(untaken))
            }
        }
    }

    private mutating func take<Running: Program>(_ signals: [Int32], _ program: inout Running)
    where Running.Message == Message {
        for signal in signals {
            switch signal {
            case SIGWINCH: takeSize(&program)
            case SIGHUP where isGone && !isHungUp: isHungUp = true
            case SIGINT: program.update(.interrupted)
            case SIGTERM, SIGHUP:
                // The first lets the program finish what is under way; the second ends it.
                if signal == SIGHUP { isHungUp = true }
                program.update(.terminated)
            default: break
            }
        }
    }

    private mutating func takeSize<Running: Program>(_ program: inout Running) where Running.Message == Message {
        var (columns, rows): (Int32, Int32) = (0, 0)
        nc_take_size(&columns, &rows)
        nc_resize(columns, rows)
        size = Size(columns: Int(columns), rows: Int(rows))
        painter.forget()
        program.update(.resized(size))
    }

    /// Gives the terminal back to the shell until the user brings the program back.
    private mutating func suspend<Running: Program>(_ program: inout Running) where Running.Message == Message {
        nc_stop()
        CrashGuard.restoreSettings()
        signal(SIGTSTP, SIG_DFL)
        kill(0, SIGTSTP)
        nc_resume()
        reader.forget()
        takeSize(&program)
    }
}
