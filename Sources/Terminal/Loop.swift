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
    /// Whether the terminal is gone, and whether a signal told so: a window that is closed does both, and they count as one.
    private var (isGone, isHungUp) = (false, false)

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
        // What is gone would be ready for ever.
        if isGone { sources[0].fd = -1 }
        let timeout =
            tick.map { Int32($0.components.seconds * 1000 + $0.components.attoseconds / 1_000_000_000_000_000) } ?? -1
        let ready = poll(&sources, nfds_t(sources.count), timeout)
        if ready == 0 { program.update(.tick) }
        if sources[2].revents != 0 { take(signals.take(), &program) }
        if sources[1].revents != 0 { for message in mailbox.takeAll() { program.update(.message(message)) } }
        if sources[0].revents & Int16(POLLIN) != 0 { takeKeys(&program) }
        // The terminal is gone: nobody will ever press a key again.
        if sources[0].revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0 {
            isGone = true
            if !isHungUp { program.update(.interrupted) }
        }
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
            case SIGHUP where isGone && !isHungUp: isHungUp = true
            case SIGTERM, SIGHUP, SIGINT:
                // The first lets the program finish what is under way, the second ends it.
                if signal == SIGHUP { isHungUp = true }
                program.update(.interrupted)
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
