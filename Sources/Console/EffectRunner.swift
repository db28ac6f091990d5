import AccountIndex
import Accounts
import Synchronizing
import Telling
import Workspace

/// Does the work off the loop and posts what happened; counts the work that has not come back.
struct EffectRunner: Sendable {
    enum Message: Sendable {
        case happened(Happening)
        /// A work has ended; posted exactly once for each.
        case ended(Work)
    }

    let workspace: Workspace
    let timekeeper: any Timekeeper
    let book: LiveBook
    let messages: MessageFile
    /// Who pulls in this console.
    let turn = PullTurn()
    /// When the watch is to look for what has changed or is to be done.
    let looks = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    /// The search that is under way; the next one takes its place.
    private var finding: Task<Void, Never>?
    /// The comparison that is under way; likewise.
    private var comparing: Task<Void, Never>?
    /// How much work has not come back yet.
    private(set) var pending = 0
    /// How much of it reads: what a key may be waiting for.
    private(set) var reading = 0
    /// How much of it leads to another screen.
    private(set) var opening = 0
    private let send: @Sendable (Message) -> Void

    init(workspace: Workspace, timekeeper: any Timekeeper, send: @escaping @Sendable (Message) -> Void) {
        self.workspace = workspace
        self.timekeeper = timekeeper
        book = LiveBook(workspace.book, kept: KeptIndex(of: workspace))
        messages = MessageFile(in: workspace.location)
        self.send = send
    }

    mutating func run(_ work: Work) {
        count(work, 1)
        if work.sends { turn.sendBegins() }
        let task = Task { [self] in
            do throws(StoreFailure) {
                try await perform(work)
            } catch {
                post(.failed(work, Notice(error)))
            }
            send(.ended(work))
            // An outcome that could not be written down changes nothing that is watched.
            guard work.sends else { return }
            turn.sendEnds()
            // What cannot be remembered now is remembered after the next send.
            _ = try? await workspace.checkLog()
            looks.continuation.yield()
        }
        switch work {
        case .find:
            finding?.cancel()
            finding = task
        case .compare:
            comparing?.cancel()
            comparing = task
        default: break
        }
    }

    mutating func take(_ message: Message) -> Happening? {
        switch message {
        case .happened(let happening): return happening
        case .ended(let work):
            count(work, -1)
            return nil
        }
    }

    private mutating func count(_ work: Work, _ step: Int) {
        pending += step
        if !work.changes { reading += step }
        if work.opens { opening += step }
    }

    func post(_ happening: Happening) { send(.happened(happening)) }

    private func perform(_ work: Work) async throws(StoreFailure) {
        let (accounts, synchronizer) = (workspace.accounts, workspace.synchronizer)
        switch work {
        case .listMatches(let lines, let inverts): post(.matched(lines.matchingKeys, inverts: inverts))
        case .findMarked(let keys, let done):
            post(.marksOver(try await accounts.rows(Array(keys)).filter { done.contains($0.account.id) }.map(\.key)))
        case .remember(let memory): remember(memory)
        case .keepMessages: keepMessages()
        case .recallMessages: post(.messagesRecalled(messages.latest(500).compactMap(MessageLog.Entry.init)))
        case .offerSends:
            if let notice = Notice.offered(await workspace.offerLater?()) { post(.told(notice)) }
        case .checkLog:
            if let fault = try await workspace.checkLog() { post(.told(Notice(fault))) }
            if let away = try await workspace.away() { post(.told(Notice(away))) }
        case .findLeftRuns:
            if let notice = Notice.left(try await workspace.allRuns(limit: 100)) { post(.told(notice)) }
        case .loadFilters: loadFilters()
        case .saveFilter(let filter, let name): saveFilter(filter, as: name)
        case .export(let order): await export(order)
        case .findCodes(let list, let index):
            let found = index.accounts(named: list) { Task.isCancelled }
            post(.codesFound(found?.keys ?? [], found?.result ?? CodeSearch.Result()))
        case .plan(let order, let number): await plan(order, number)
        case .executeRun(let plan, let only, let retried, let stop):
            await execute(plan, only: only, retryOf: retried, stop: stop)
        case .loadRuns: try await loadRuns()
        case .loadRun(let id, let wish): await load(id, wish)
        case .findRetry(let id, let story): await findRetry(id, story)
        case .followRun(let id, let version): try await follow(id, after: version)
        case .findDecided(let accounts, let system): try await findDecided(accounts, on: system)
        case .joinRun(let id, let stop, let leave): await join(id, stop: stop, leave: leave)
        case .stopRun(let id): await stopRun(id)
        case .approveRun(let id): await approveRun(id)
        case .list(let query, let limit, let rows): try await list(query, limit: limit, rows: rows)
        case .followBook(let systems):
            if let index = try await book.refreshed(systems: systems) { post(.indexed(index)) }
        case .find(let request): await find(request)
        case .loadRows(let keys): post(.rowsLoaded(try await accounts.rows(keys)))
        case .loadSystems: post(.systemsLoaded(try await workspace.systems.enabledSystems()))
        case .loadDetails(let id): try await loadDetails(id)
        case .loadCase(let id): try await loadCase(id)
        case .loadInbox: try await loadInbox()
        case .explain(let question): try await explain(question)
        case .loadFigures: post(.figuresLoaded(try await workspace.inbox.figures(resellers: 5)))
        case .loadResellerIDs(let name): try await loadResellerIDs(name)
        case .compare(let run, let asks): try await compare(run: run, asks: asks)
        case .loadViews(let link, let asks): try await loadViews(link, asks: asks)
        case .loadStory(let choice, let id): try await loadStory(choice, of: id)
        case .findParents(let system, let text):
            let parents = try await accounts.parents(on: system, matching: text, limit: 50)
            post(.parentsFound(system, text: text, parents))
        case .findNext(let account, let system): try await findNext(account, system)
        case .loadForm(let id, let refresh): await loadForm(id, refresh: refresh)
        case .check(let form, let submits): await check(form, submits: submits)
        case .loadBSS: try await loadBSS()
        case .checkBSS(let connection): await checkBSS(connection)
        case .pull(let wish, let isAutomatic): await pull(wish, isAutomatic: isAutomatic)
        case .readAgain(let id): try await readAgain(id)
        case .askExists(let form, let isWished):
            let isAsked = isWished || !workspace.isReadOnly
            post(.existsAnswered(form, isAsked ? await synchronizer.askExists(form) : nil))
        case .rehearse(let form): post(.rehearsed(try await synchronizer.dryAttempt(of: form)))
        case .send(let form, let allowsStorefront):
            let conclusion = await synchronizer.synchronize(form, allowsStorefront: allowsStorefront) { progress in
                post(.progressed(form.id, progress))
            }
            post(.concluded(form, conclusion))
        case .sendAgain(let open): try await sendAgain(open)
        case .resolve(let cases): for open in cases { try await resolve(open) }
        case .adopt(let link, let id, let confirmed):
            try await post(try await synchronizer.adopt(id, for: link, confirmed: confirmed), of: link)
        case .adoptTyped(let open, let id): try await adopt(typed: id, for: open)
        case .abandon(let link): try await post(try await synchronizer.abandon(link), of: link)
        case .unlink(let link): try await post(try await synchronizer.unlink(link), of: link)
        case .liftPause(let name):
            try await synchronizer.liftPause(of: name)
            post(.changedElsewhere)
            post(.told(.pauseLifted(name)))
        }
    }

    private func list(_ query: AccountQuery, limit: Int, rows: Int) async throws(StoreFailure) {
        var page = query
        do {
            page.limit = rows
            if let first = try await workspace.accounts.firstLook(page) {
                post(.rowsLoaded(try await workspace.accounts.rows(first.entries.prefix(rows).map(\.key))))
                post(.glimpsed(query, first))
            }
            page.limit = limit
            let listed = try await workspace.accounts.list(page)
            // The rows of a screen come first, so that their lines are never painted empty.
            post(.rowsLoaded(try await workspace.accounts.rows(listed.entries.prefix(rows).map(\.key))))
            post(.listed(query, listed))
        } catch {
            post(.listFailed(query))
            throw error
        }
    }

    /// Posts the result of a decision, with the account.
    func post(_ verdict: OutcomeVerdict, of link: Link) async throws(StoreFailure) {
        post(.decided(link, verdict, of: try await workspace.accounts.row(id: link.account)?.account))
    }

    func system(_ name: SystemName) async throws(StoreFailure) -> ProvisioningSystem? {
        let system = try await workspace.systems.system(named: name)
        if system == nil { post(.told(.unregistered(name))) }
        return system
    }

    private func findNext(_ account: Account, _ system: SystemName) async throws(StoreFailure) {
        let next = try await workspace.accounts.nextCustomer(after: account, on: system)
        post(.nextFound(next, after: Link.ID(account.id, on: system)))
    }

    private func loadDetails(_ id: AccountID) async throws(StoreFailure) {
        guard let row = try await workspace.accounts.row(id: id) else {
            post(.told(.accountGone(id)))
            return
        }
        var parent: AccountRow?
        if let id = row.account.parent { parent = try await workspace.accounts.row(id: id) }
        let systems = try await workspace.systems.enabledSystems()
        let history = try await workspace.journal.history(of: id, limit: 200)
        let drifts = try await workspace.views(of: id, asking: false).flatMap(\.drifts)
        let pulled = try await workspace.bss.pullState().pulled
        post(
            .detailsLoaded(
                AccountDetails(
                    row: row,
                    parent: parent,
                    history: history,
                    systems: systems,
                    drifts: drifts,
                    pulled: pulled
                )
            )
        )
    }

    /// Reads a form; the screen that will show it is also told if there is none.
    private func loadForm(_ id: Link.ID, refresh: Bool) async {
        do throws(Synchronizer.FormFailure) {
            guard let system = try await registered(id.system) else { throw .unknown }
            if refresh { _ = try await workspace.synchronizer.refreshDefinitions(of: system) }
            post(.formLoaded(try await workspace.synchronizer.form(of: id.account, on: system)))
        } catch {
            let isOutdated = if case .unkept = error { true } else { false }
            post(.formFailed(id, Notice(error, system: id.system), isOutdated: isOutdated))
        }
    }

    private func registered(_ name: SystemName) async throws(Synchronizer.FormFailure) -> ProvisioningSystem? {
        do {
            return try await workspace.systems.system(named: name)
        } catch {
            throw .store(error)
        }
    }

    private func check(_ form: SyncForm, submits: Bool) async {
        do {
            let findings = try await workspace.synchronizer.preflight(form, allowsStorefront: false)
            post(.checked(form, findings, submits: submits))
        } catch {
            post(.formFailed(form.id, Notice(error)))
        }
    }
}
