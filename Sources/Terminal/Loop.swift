import CNcurses
import Glibc
import TextScreen

/// Waits for something to happen, tells the program, and paints what it is then.
struct Loop<Message: Sendable> {
    let mailbox: Mailbox<Message>
    let signals: Signals
    var painter: Painter
    private var reader = KeyReader()
    private var size = Size(columns: 0, rows: 0)

    init(mailbox: Mailbox<Message>, signals: Signals, painter: Painter) {
        self.mailbox = mailbox
        self.signals = signals
        self.painter = painter
    }

    mutating func run<Running: Program>(_ program: inout Running) where Running.Message == Message {
        takeSize(&program)
        while !program.isFinished {
            painter.paint(program.frame(size))
            wait(for: program.tick, &program)
        }
    }

    private mutating func wait<Running: Program>(for tick: Duration?, _ program: inout Running)
    where Running.Message == Message {
        var sources = [STDIN_FILENO, mailbox.descriptor, signals.descriptor]
            .map {
                pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
            }
        let timeout =
            tick.map { Int32($0.components.seconds * 1000 + $0.components.attoseconds / 1_000_000_000_000_000) } ?? -1
        let ready = poll(&sources, nfds_t(sources.count), timeout)
        if ready == 0 { program.update(.tick) }
        if sources[2].revents != 0 { take(signals.take(), &program) }
        if sources[1].revents != 0 { for message in mailbox.takeAll() { program.update(.message(message)) } }
        if sources[0].revents & Int16(POLLIN) != 0 { takeKeys(&program) }
        // The terminal is gone: nobody will ever press a key again.
        if sources[0].revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0 { end(&program) }
    }

    private mutating func takeKeys<Running: Program>(_ program: inout Running) where Running.Message == Message {
        for key in reader.readAll() {
            switch key {
            case .control("c"): program.update(.interrupted)
            case .control("z"): suspend(&program)
            default: program.update(.key(key))
            }
        }
    }

    private mutating func take<Running: Program>(_ signals: [Int32], _ program: inout Running)
    where Running.Message == Message {
        for signal in signals {
            switch signal {
            case SIGWINCH: takeSize(&program)
            case SIGTERM, SIGHUP: end(&program)
            case SIGINT: program.update(.interrupted)
            default: break
            }
        }
    }

    /// Asked to end from outside: twice is the end, whatever is under way.
    private func end<Running: Program>(_ program: inout Running) where Running.Message == Message {
        program.update(.terminated)
        if !program.isFinished { program.update(.terminated) }
    }

    private mutating func takeSize<Running: Program>(_ program: inout Running) where Running.Message == Message {
        var (columns, rows): (Int32, Int32) = (0, 0)
        nc_take_size(&columns, &rows)
        nc_resize(columns, rows)
        size = Size(columns: Int(columns), rows: Int(rows))
        painter.forget()
        program.update(.resized(size))
    }

    /// Gives the terminal back to the shell until somebody brings us back.
    private mutating func suspend<Running: Program>(_ program: inout Running) where Running.Message == Message {
        nc_stop()
        CrashGuard.restoreSettings()
        signal(SIGTSTP, SIG_DFL)
        kill(0, SIGTSTP)
        nc_resume()
        takeSize(&program)
    }
}
