import Accounts
import FoundationEssentials
package import Synchronizing
package import Telling
package import TextScreen
package import Workspace

/// The console: a stack of screens over an open workspace.
///
/// Keys and happenings change it; the work it requests is executed off the loop and comes back as happenings.
package struct Console: Program {
    package struct Message: Sendable {
        let content: EffectRunner.Message
    }

    var screens: [any Screen]
    var log = MessageLog()
    /// The latest message, until the next key.
    var toast: Notice?
    /// The command that was refused last, until the next key; the reason is worked out when it is shown.
    var refused: Command?
    var size = Size(columns: 80, rows: 24)
    /// What was typed and clicked ahead of what it acts on, in order.
    var ahead: [Typed] = []
    /// Whether the last of it would have waited for ever, and was given up.
    var isInVain = false
    /// Whether the mouse is the console's; the terminal has it otherwise, for selecting text.
    internal(set) package var takesMouse: Bool
    /// Whether a key has left it to the terminal, which the top line says as long as that is so.
    var isMouseLeft = false
    /// The accounts that are being sent.
    var underWay: [Link.ID: Sending] = [:]
    var leaving: Leaving?
    /// Whether Ctrl-C was pressed once and would lose something that was typed.
    var isAskingToQuit = false
    /// The latest bulk run; it goes on whichever screen is shown.
    var ledger: RunStory?
    var runStop: RunStop?
    /// Leaves a run that this console has joined, which goes on without it.
    var runLeave: RunStop?
    /// Whether the topmost screen was opened since the screen was drawn.
    var isUnseen = false
    /// The run that is being read to be shown, joined or asked about; nil once Esc has given that up.
    var wantedRun: RunID?
    /// Why the book cannot be read any more, as far as the watch knows; nil while it can.
    private(set) var unread: StoreFailure?
    var bss = BSS()
    /// How many seconds have been ticked since what is shown was last read from the BSS.
    var sinceReading = 0
    /// Whether the operator has quit and there is nothing left to wait for.
    internal(set) package var isFinished = false
    /// What is printed on the terminal once the console is gone: how everything that was waited for ended, and what is
    /// left in doubt.
    internal(set) package var farewell: [Notice] = []
    /// What is to be put into the terminal's clipboard.
    var clippings: [Clipping] = []
    let title: String
    let clock: @Sendable () -> Date
    var runner: EffectRunner
    private var watching: Watching?
    /// What is done once there is something to see; nil afterwards.
    private var later: (effects: [Effect], watches: Bool)?
    /// Whether the first list is there but not on the screen yet: anything done now would only delay it.
    private var isListToBeShown = false
    /// What was written down last of how things are looked at, and when.
    var remembered: (memory: ConsoleMemory, at: Date)
    /// Whether it was told that something cannot be kept; once is enough.
    var hasToldLoss = false
    /// Whether the messages of earlier consoles have been read.
    var hasRecalled = false
    /// Whether nothing is sent or written, as the operator wished or as the login's role says.
    let isReadOnly: Bool
    /// Why the workspace is closed, if it is.
    let closing: Closing?
    /// The login's role in a team's book.
    let role: MemberRole?
    let login: String?
    /// The book, as messages name it.
    let book: String

    struct Sending {
        let name: String
        let code: AccountCode
        var progress: Submission.Stage?
        /// How many sends of the account have not ended: a second one may be refused while the first goes on.
        var count = 0
    }

    struct Leaving {
        /// The key that was pressed; pressing it again ends the console at once.
        let key: String
        var seconds = 0
    }

    enum Typed {
        case key(Key)
        case click(Click)
    }

    /// Opens a console on a workspace; `post` delivers messages to its loop; `greeting` is shown first.
    ///
    /// `watches` says whether the console itself looks for changes by others and asks about what is in doubt. `size` is how
    /// large it will be, if that is known.
    package init(
        _ workspace: Workspace,
        greeting: [Notice] = [],
        timekeeper: any Timekeeper = SystemTimekeeper(),
        watches: Bool = true,
        takesMouse: Bool = true,
        size: Size? = nil,
        post: @escaping @Sendable (Message) -> Void
    ) {
        title =
            workspace.members.map { ShellWords.member($0.login, $0.role, $0.scope, in: workspace.location.name) }
            ?? workspace.location.name
        book = workspace.location.shown
        self.takesMouse = takesMouse
        (isReadOnly, closing) = (workspace.isReadOnly, workspace.closing)
        (role, login) = (workspace.members?.role, workspace.members?.login)
        clock = { timekeeper.now().wall }
        runner = EffectRunner(workspace: workspace, timekeeper: timekeeper) { post(Message(content: $0)) }
        let (memory, problem) = Self.recall(workspace)
        remembered = (memory, clock())
        if let size { self.size = size }
        screens = [AccountsScreen(clock: clock, view: memory.list, size: self.size)]
        if let problem { say(problem) }
        for notice in greeting + Notice.recovered(workspace.recovered) { say(notice) }
        if let closing { say(Notice(closing, at: book)) }
        if let notice = Notice.weakness(workspace.durability) { say(notice) }
        if let notice = Notice.offered(workspace.offered) { say(notice) }
        later = (
            [.work(.recallMessages), .work(.offerSends), .work(.checkLog), .work(.findLeftRuns), .work(.loadBSS)],
            watches
        )
        execute(screens[0].appear())
    }

    package private(set) var changes = 0

    /// How much work has not come back yet; a test waits until there is none.
    package var pending: Int { runner.pending }

    // MARK: Events

    package mutating func update(_ event: Event<Message>) {
        switch event {
        case .key(let key): press(key)
        case .clicked(let point, let frame): press(Click(point: point, frame: frame))
        case .untaken(let untaken): say(Notice(untaken))
        case .resized(let size): resize(size)
        case .message(let message):
            if let happening = runner.take(message.content) {
                receive(happening)
            } else if ahead.isEmpty {
                return
            }
            pressAhead()
        case .tick: takeTick()
        case .interrupted: interrupt()
        case .terminated: quit()
        }
        changes += 1
        rememberSeldom()
    }

    private mutating func resize(_ size: Size) {
        self.size = size
        if !isUsable(size) { isUnseen = true }
        for index in screens.indices { execute(screens[index].resize(size)) }
    }

    mutating func press(_ key: Key) {
        forgetSaid(after: key)
        let top = screens.count - 1
        if leaving != nil {
            guard key == .character("q") || key == .escape else { return }
            if key == .escape { leaving = nil } else { quit() }
            return
        }
        // A question is answered only by what is typed once it was on the screen.
        if isUnseen, screens[top] is ConfirmScreen, key != .escape { return }
        if case .wheel(let notches) = key { return turnWheel(by: notches) }
        let command = Bindings.command(for: key, in: screens[top].context)
        guard !waits(key, command) else { return putAhead(.key(key)) }
        let (takesLines, isTakenWhole) = (screens[top].takesLines, screens[top].takesPasteWhole)
        if let effects = screens[top].type(key) {
            execute(effects)
            if case .paste(let text) = key, !isTakenWhole { tell(Pasted(text), takesLines: takesLines) }
            return
        }
        if let command { perform(command) }
    }

    /// Takes away what was said last.
    mutating func forgetSaid(after key: Key? = nil) {
        // Otherwise nobody could see, between two letters, that one of them is missing.
        if !(toast?.isOfUntaken == true && key?.isTyped == true) { toast = nil }
        (refused, isAskingToQuit) = (nil, false)
    }

    /// Why a command can do nothing now; nil if it can.
    func refusal(of command: Command) -> String? {
        if let role, role < command.needed { return ShellWords.needs(command.needed, not: role) }
        if isReadOnly, command.changes { return ShellWords.isReadOnly(closing) }
        switch command {
        case .copy where clips.isEmpty: return ClipWords.nothing
        case .export where screens.last?.exports.isEmpty != false: return ExportWords.nothing
        case .join where ledger?.isRunning == true, .retryFailed where ledger?.isRunning == true:
            return oneAtATime(command)
        case .copyCommand where !clips.contains(where: { $0.command != nil }): return ClipWords.noCommand
        default: return refusalOfBSS(command) ?? screens.last?.refusal(of: command)
        }
    }

    mutating func perform(_ command: Command) {
        let top = screens.count - 1
        guard refusal(of: command) == nil else {
            refused = command
            return
        }
        switch command {
        case .help: show(TextPage(helpFor: screens[top].context))
        case .log: show(TextPage(log: log))
        case .cases: open(CasesScreen(login: login, isShutOut: unread?.isShutOut == true))
        case .ledger: openLedger()
        case .runs: open(RunsScreen(login: login, isShutOut: unread?.isShutOut == true, clock: clock))
        case .dashboard: open(DashboardScreen())
        case .resellerIDs: open(ResellerIDsScreen(on: nil))
        case .drift: open(DriftScreen())
        case .bss: open(BSSScreen(clock: clock))
        case .pull, .pullAll, .letThrough, .checkBSS: performBSS(command)
        case .palette: openPalette()
        case .quit: quit()
        case .mouse: switchMouse()
        case .copy: copy()
        case .copyCommand: copyCommand()
        case .savedFilters: openFilters()
        case .export: open(ExportPopUp(screens[top].exports, at: clock()))
        case .back where !screens[top].handlesBack: close()
        default: execute(screens[top].perform(command))
        }
    }

    /// Whether something is being read, or will be once the first list has been shown.
    var isReading: Bool { runner.reading > 0 || later != nil }

    /// Postpones work until the first list has been shown; returns whether it did.
    mutating func putOff(_ work: Work) -> Bool {
        if isListToBeShown { later?.effects.append(.work(work)) }
        return isListToBeShown
    }

    package mutating func wasShown() {
        if isUsable(size) {
            isUnseen = false
            screens[screens.count - 1].wasShown()
        }
        guard isListToBeShown, let later else { return }
        (self.later, isListToBeShown) = (nil, false)
        if later.watches { watching = Watching(runner) }
        execute(later.effects)
    }

    private mutating func receive(_ happening: Happening) {
        if happening.isList, later != nil { isListToBeShown = true }
        switch happening {
        case .progressed(let id, let progress): underWay[id]?.progress = progress
        case .notBegun(let id): endSending(id)
        case .concluded(let form, let conclusion): conclude(form, conclusion)
        case .told(let notice), .failed(_, let notice), .exported(_, let notice), .exportRefused(_, let notice):
            say(notice)
        case .reach(let failure):
            say(failure.map { Notice($0) } ?? .answers(after: unread))
            unread = failure
        case .notKept(let notice):
            if !hasToldLoss { say(notice) }
            hasToldLoss = true
        case .messagesRecalled(let earlier): takeEarlier(earlier)
        // What was typed for a list that cannot be read must not act on the one before it.
        case .listFailed: ahead = []
        case .decided(let link, let verdict, let account):
            say(Notice(verdict, of: link, account), about: account?.code, isShown: !isTold(.decision(link.id)))
        case .probed(let open, let resolved): tellProbe(open, resolved)
        case .resolved(let open, let resolved): tell(open, resolved)
        // Its case, which would ask what is to be done, was closed meanwhile.
        case .idNotConfirmed(let open, let id, let verdict)
        where !screens.contains(where: { $0.context == .caseDetails && $0.subject == open.link.id }):
            say(.unconfirmed(id, for: open.relative.account, verdict), about: open.relative.account.code)
        case .nextFound(let next, let id): openNext(next, after: id)
        case .runReported(let reports): take(reports)
        // The next one may have been begun as soon as the last account of this one was done.
        case .runEnded: if ledger?.isRunning != true { (runStop, runLeave) = (nil, nil) }
        case .bssLoaded(let connected): bss.connected = connected
        case .pullProgressed(let step): bss.step = step
        case .pullEnded(let result, let wish, let isAutomatic): endPull(result, wish, isAutomatic: isAutomatic)
        case .runFailed(let notice, let unapproved): failRun(notice, unapproved)
        case .runLoaded(let story, let version, let wish): take(story, version: version, wish)
        case .retryFound(let story, let retry): ask(about: retry, of: story)
        default: break
        }
        tell(happening)
        if leaving != nil, !isBusy { finish() }
    }

    /// Tells something, about an account if that is known; the log keeps it.
    mutating func say(_ notice: Notice, about code: AccountCode? = nil, isShown: Bool = true) {
        keep(MessageLog.Entry(at: clock(), notice: notice, code: code))
        if isShown { toast = notice }
    }
}

extension Happening {
    fileprivate var isList: Bool {
        switch self {
        case .listed, .listFailed, .found: true
        default: false
        }
    }
}

extension Key {
    fileprivate var isTyped: Bool {
        switch self {
        case .character, .paste: true
        default: false
        }
    }
}
