import Accounts
public import FoundationEssentials
import Synchronizing
public import TextScreen
public import Workspace

/// The console: a stack of screens over an open workspace.
///
/// Keys and happenings change it; what it wants done is executed off the loop and comes back as happenings.
public struct Console: Program {
    /// What comes back from the work off the loop.
    public struct Message: Sendable {
        let happening: Happening
    }

    var screens: [any Screen]
    var log = MessageLog()
    /// The last thing that was said, until the next key.
    var toast: Notice?
    var size = Size(columns: 80, rows: 24)
    /// The accounts that are being sent.
    var underWay: Set<UnderWay> = []
    var leaving: Leaving?
    /// The last bulk run; it goes on whatever screen is shown.
    var ledger: Ledger?
    var runStop: RunStop?
    /// Whether the operator has quit and nothing is waited for any more.
    internal(set) public var isFinished = false
    /// How many effects have not come back yet; a test waits for none.
    internal(set) public var pending = 0
    let title: String
    let clock: @Sendable () -> Date
    let runner: EffectRunner
    /// Ends with the console.
    private let watching: Watching?

    struct UnderWay: Hashable {
        let account: AccountID
        let system: SystemName
    }

    /// Quitting while something is being sent.
    struct Leaving {
        var seconds = 0
    }

    /// Opens a console on a workspace; `post` brings messages to its loop; `greeting` is said first.
    ///
    /// `watches`: whether it looks by itself for what others change, and asks about what is in doubt.
    public init(
        _ workspace: Workspace,
        greeting: [Notice] = [],
        clock: @escaping @Sendable () -> Date = { Date() },
        watches: Bool = true,
        post: @escaping @Sendable (Message) -> Void
    ) {
        title = workspace.location.name
        self.clock = clock
        runner = EffectRunner(workspace: workspace) { post(Message(happening: $0)) }
        watching = watches ? Watching(runner) : nil
        screens = [AccountsScreen(clock: clock)]
        for notice in greeting + Notice.recovered(workspace.recovered) { say(notice) }
        execute(screens[0].appear())
    }

    /// Asks for a tick a second while something runs, else for none.
    public var tick: Duration? {
        leaving != nil || screens.contains(where: \.ticks) ? .seconds(1) : nil
    }

    // MARK: Events

    /// Takes in what happened.
    public mutating func update(_ event: Event<Message>) {
        switch event {
        case .key(let key): press(key)
        case .resized(let size): resize(size)
        case .message(let message): receive(message.happening)
        case .tick:
            leaving?.seconds += 1
            for index in screens.indices { screens[index].tick() }
        case .interrupted: quit()
        }
    }

    private mutating func resize(_ size: Size) {
        self.size = size
        for index in screens.indices { execute(screens[index].resize(size)) }
    }

    private mutating func press(_ key: Key) {
        toast = nil
        let top = screens.count - 1
        if leaving != nil {
            guard key == .character("q") || key == .escape else { return }
            if key == .escape { leaving = nil } else { quit() }
            return
        }
        if let effects = screens[top].type(key) { return execute(effects) }
        guard let command = Bindings.command(for: key.asMove, in: screens[top].context) else { return }
        perform(command)
    }

    private mutating func perform(_ command: Command) {
        let top = screens.count - 1
        if let reason = screens[top].refusal(of: command) {
            toast = Notice(.plain, "Not now: \(reason).")
            return
        }
        switch command {
        case .help: show(TextPage(helpFor: screens[top].context))
        case .log: show(TextPage(log: log))
        case .cases: open(.cases)
        case .ledger: openLedger()
        case .palette: openPalette()
        case .quit: quit()
        case .back
        where
            !(screens[top] is AccountsScreen || screens[top] is FormScreen || screens[top] is ConfirmScreen
            || screens[top] is IDPrompt
            || screens[top] is Palette):
            close()
        default: execute(screens[top].perform(command))
        }
    }

    private mutating func receive(_ happening: Happening) {
        if happening.endsAnEffect { pending = max(pending - 1, 0) }
        switch happening {
        case .progressed(let account, let system, _): underWay.insert(UnderWay(account: account, system: system))
        case .concluded(let form, let conclusion):
            underWay.remove(UnderWay(account: form.account.id, system: form.situation.system.name))
            say(
                Notice(conclusion, of: form),
                isShown: !screens.contains { ($0 as? FormScreen)?.account == form.account.id }
            )
        case .failed(let notice): say(notice, isShown: true)
        case .recordedLate:
            say(Notice(.good, "The outcome that could not be written down is written down now."))
        case .decided(let link, let verdict): say(Notice(verdict, of: link), isShown: true)
        case .probed(let open, let resolved): tellProbe(open, resolved)
        case .resolved(let open, let resolved): say(Notice(resolved, of: open), isShown: true)
        case .nextFound(let next, let system): openNext(next, system)
        case .runReported(let reports): take(reports)
        case .runEnded: runStop = nil
        case .runFailed(let notice): failRun(notice)
        default: break
        }
        for index in screens.indices { execute(screens[index].receive(happening)) }
        if leaving != nil, !isBusy { isFinished = true }
    }

    // MARK: Effects

    mutating func execute(_ effects: [Effect]) {
        for effect in effects {
            switch effect {
            case .open(let destination): open(destination)
            case .close: close()
            case .closeAll: screens.removeLast(screens.count - 1)
            case .quit: quit()
            case .enterValue(let setting, let account): tell(.valueEntered(setting, account))
            case .beginRun(let plan, let only): begin(plan, only: only)
            case .stopRun: stopRun()
            case .say(let notice): say(notice, isShown: true)
            default:
                if case .send(let form, _) = effect {
                    underWay.insert(UnderWay(account: form.account.id, system: form.situation.system.name))
                }
                pending += 1
                runner.run(effect)
            }
        }
    }

    private mutating func open(_ destination: Destination) {
        switch destination {
        case .details(let account): push(DetailsScreen(account))
        case .systems(let account, let name): push(SystemsPopUp(account, name: name))
        case .form(let account, let system): push(FormScreen(account, system))
        case .cases: openCases()
        case .openCase(let account, let system): push(CaseScreen(account, system))
        case .typeID(let open): push(IDPrompt(open))
        case .plan(let order): push(PlanScreen(order))
        case .values(let item): push(ValuesPopUp(item))
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
    private mutating func show(_ page: TextPage) {
        if (screens.last as? TextPage)?.crumb == page.crumb { close() } else { push(page) }
    }

    /// Goes back to the list of what needs the operator where it is open below, else opens it.
    private mutating func openCases() {
        guard let index = screens.lastIndex(where: { $0 is CasesScreen }) else { return push(CasesScreen()) }
        screens.removeLast(screens.count - index - 1)
        execute([.loadCases])
    }

    private mutating func close() {
        guard screens.count > 1 else { return }
        let closed = screens.removeLast()
        if let command = (closed as? Palette)?.chosen { perform(command) }
    }

    private mutating func openPalette() {
        let top = screens[screens.count - 1]
        let bindings = Bindings.all(in: top.context)
        var refusals: [Command: String] = [:]
        for binding in bindings { refusals[binding.command] = top.refusal(of: binding.command) }
        push(Palette(bindings, refusals: refusals))
    }

    private mutating func openNext(_ next: AccountID?, _ system: SystemName) {
        if screens.last is FormScreen { close() }
        guard let next else {
            say(Notice(.good, "The reseller has no further end customer that is not synchronized."), isShown: true)
            return
        }
        push(FormScreen(next, system))
    }

    mutating func say(_ notice: Notice, isShown: Bool = true) {
        log.add(notice, at: clock())
        if isShown { toast = notice }
    }
}

extension Key {
    /// The wheel moves as the arrows do.
    fileprivate var asMove: Key {
        switch self {
        case .wheel(let notches): notches < 0 ? .up : .down
        default: self
        }
    }
}

extension Happening {
    /// Whether it is the last that its effect posts.
    var endsAnEffect: Bool {
        switch self {
        case .progressed, .changedElsewhere, .recordedLate, .probed, .runReported, .ledgerChanged, .valueEntered: false
        default: true
        }
    }
}
