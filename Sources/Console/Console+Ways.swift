import Accounts
import Synchronizing
import Telling

extension Console {
    mutating func execute(_ effects: [Effect]) {
        for effect in effects {
            switch effect {
            case .go(let way): go(way)
            case .work(let work):
                // Keys are refused earlier; this is for whatever else might come here.
                guard !isReadOnly || !work.changes else {
                    let refusal = closing.map { Notice($0, at: book) } ?? .readOnly
                    say(role == .viewer ? .role(.viewer, needs: .operator, in: book) : refusal)
                    continue
                }
                guard !putOff(work) else { continue }
                noteSending(work)
                switch work {
                case .loadRun(let id, _), .findRetry(let id, _): wantedRun = id
                default: break
                }
                runner.run(work)
            }
        }
    }

    private mutating func go(_ way: Way) {
        switch way {
        case .open(let screen): open(screen)
        case .ask(let question, let id, let code):
            guard let top = screens.last, top.context == .form, top.subject == id else {
                return say(FormWords.unasked(code))
            }
            open(question)
        case .close: close()
        case .perform(let command): perform(command)
        case .say(let notice): say(notice)
        case .tell(let happening): tell(happening)
        case .begin(let plan): begin(plan)
        case .goOn(let story, let only): goOn(story, only: only)
        case .stopRun: stopRun()
        case .copy(let clip): copy(clip)
        case .closeExport: if screens.last?.context == .exporting { close() }
        }
    }

    /// Opens a screen; if it is one of a kind and already open further down, goes back to it.
    mutating func open(_ screen: any Screen) {
        isUnseen = true
        if screen.isOneOnly, let index = screens.lastIndex(where: { $0.isOneOnly && $0.context == screen.context }) {
            screens.removeLast(screens.count - index - 1)
        } else {
            screens.append(screen)
            execute(screens[screens.count - 1].resize(size))
        }
        execute(screens[screens.count - 1].appear())
    }

    /// Opens a page; the key that opened it also closes it.
    mutating func show(_ page: TextPage) {
        guard let top = screens.last, top.context == page.context, top.crumb == page.crumb else { return open(page) }
        close()
    }

    mutating func close() {
        guard screens.count > 1 else { return }
        screens.removeLast()
        isUnseen = true
    }

    mutating func openPalette() {
        guard let top = screens.last else { return }
        let bindings = Bindings.all(in: top.context)
        var refusals: [Command: String] = [:]
        for binding in bindings { refusals[binding.command] = refusal(of: binding.command) }
        open(Palette(bindings, refusals: refusals))
    }

    /// Replaces the form that was sent with the form of the next end customer.
    mutating func openNext(_ next: Account?, after id: Link.ID) {
        // Whoever has left the outcome does something else by now.
        guard let top = screens.last, top.context == .outcome, top.subject == id else { return }
        close()
        guard let next else { return say(.noNextCustomer) }
        open(FormScreen(Link.ID(next.id, on: id.system), title: next.titled))
    }
}
