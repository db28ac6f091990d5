import Accounts
import Synchronizing
import Telling

/// What screens want done: the ways between them here, all else off the loop.
extension Console {
    /// Carries out what a screen wants done.
    mutating func execute(_ effects: [Effect]) {
        for effect in effects {
            switch effect {
            case .open(let destination): open(destination)
            case .close: close()
            case .closeAll: screens.removeLast(screens.count - 1)
            case .quit: quit()
            case .enterValues(let settings, let account): tell(.valuesEntered(settings, account))
            case .beginRun(let plan): begin(plan)
            case .goOn(let only): goOn(only: only)
            case .stopRun: stopRun()
            case .say(let notice): say(notice, isShown: true)
            default:
                noteSending(effect)
                pending += 1
                runner.run(effect)
            }
        }
    }

    mutating func open(_ destination: Destination) {
        switch destination {
        case .details(let account): push(DetailsScreen(account))
        case .systems(let account, let name): push(SystemsPopUp(account, name: name))
        case .form(let account, let system, let title): push(FormScreen(account, system, title: title))
        case .cases: openCases()
        case .openCase(let account, let system): push(CaseScreen(account, system))
        case .typeID(let open): push(IDPrompt(open))
        case .plan(let order): push(PlanScreen(order))
        case .values(let values): push(values)
        case .ledger: openLedger()
        case .log: push(TextPage(log: log))
        case .help: push(TextPage(helpFor: screens[screens.count - 1].context))
        case .palette: openPalette()
        case .confirm(let confirmation): push(ConfirmScreen(confirmation))
        }
    }

    mutating func push(_ screen: any Screen) {
        var screen = screen
        let effects = screen.resize(size) + screen.appear()
        screens.append(screen)
        execute(effects)
    }

    /// The key that opened a page closes it, too.
    mutating func show(_ page: TextPage) {
        if (screens.last as? TextPage)?.crumb == page.crumb { close() } else { push(page) }
    }

    /// Goes back to the list of what needs the operator where it is open below, else opens it.
    mutating func openCases() {
        guard let index = screens.lastIndex(where: { $0 is CasesScreen }) else { return push(CasesScreen()) }
        screens.removeLast(screens.count - index - 1)
        execute([.loadCases])
    }

    mutating func close() {
        guard screens.count > 1 else { return }
        let closed = screens.removeLast()
        if let command = (closed as? Palette)?.chosen { perform(command) }
    }

    mutating func openPalette() {
        let top = screens[screens.count - 1]
        let bindings = Bindings.all(in: top.context)
        var refusals: [Command: String] = [:]
        for binding in bindings { refusals[binding.command] = top.refusal(of: binding.command) }
        push(Palette(bindings, refusals: refusals))
    }

    mutating func openNext(_ next: Account?, _ system: SystemName) {
        if screens.last is FormScreen { close() }
        guard let next else {
            say(Notice(.good, "The reseller has no further end customer that is not synchronized."), isShown: true)
            return
        }
        push(FormScreen(next.id, system, title: next.titled))
    }
}
