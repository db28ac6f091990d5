import Accounts
import Synchronizing
import Telling
import Workspace

/// Executes effects off the loop and posts what happened.
struct EffectRunner: Sendable {
    let workspace: Workspace
    let post: @Sendable (Happening) -> Void

    /// Begins an effect; what comes of it is posted, and then, once, that it has ended.
    func run(_ effect: Effect) {
        Task {
            do throws(StoreFailure) {
                try await perform(effect)
            } catch {
                post(.failed(Notice(error)))
            }
            post(.effectEnded)
        }
    }

    private func perform(_ effect: Effect) async throws(StoreFailure) {
        let (accounts, synchronizer) = (workspace.accounts, workspace.synchronizer)
        switch effect {
        case .open, .close, .closeAll, .quit, .say, .enterValues, .beginRun, .goOn, .stopRun: break
        case .listMatches(let query): post(.matched(try await matches(query)))
        case .findMarked(let keys, let done):
            post(.marksOver(try await accounts.rows(Array(keys)).filter { done.contains($0.account.id) }.map(\.key)))
        case .plan(let order): await plan(order)
        case .executeRun(let plan, let only, let stop): await execute(plan, only: only, stop: stop)
        case .list(let query): post(.listed(query, try await accounts.list(query)))
        case .loadRows(let keys): post(.rowsLoaded(try await accounts.rows(keys)))
        case .loadSystems: post(.systemsLoaded(try await workspace.systems.systems().filter { !$0.isDisabled }))
        case .count(let system): post(.counted(system, try await accounts.counts(on: system)))
        case .loadDetails(let id): try await loadDetails(id)
        case .loadCase(let account, let system): try await loadCase(account, system)
        case .loadCases: post(.casesLoaded(try await synchronizer.openCases()))
        case .findParents(let system, let text):
            post(.parentsFound(text: text, try await accounts.parents(on: system, matching: text, limit: 50)))
        case .findNext(let account, let system):
            let isReseller = account.kind == .reseller
            guard let reseller = isReseller ? account.id : account.parent,
                let next = try await accounts.nextCustomer(
                    of: reseller,
                    after: isReseller ? nil : account.code,
                    on: system
                )
            else { return post(.nextFound(nil, system)) }
            post(.nextFound(try await accounts.row(id: next)?.account, system))
        case .loadForm(let account, let system, let refresh): await loadForm(account, system, refresh: refresh)
        case .check(let form, let allowsStorefront, let submits):
            await check(form, allowsStorefront: allowsStorefront, submits: submits)
        case .askExists(let form):
            let verdict = await synchronizer.askExists(form)
            post(.existsAnswered(form.account.id, form.situation.system.name, verdict))
        case .send(let form, let allowsStorefront):
            let conclusion = await synchronizer.synchronize(form, allowsStorefront: allowsStorefront) { progress in
                post(.progressed(form.account.id, form.situation.system.name, progress))
            }
            post(.concluded(form, conclusion))
        case .sendAgain(let open): try await sendAgain(open)
        case .resolve(let open, let name):
            guard let system = try await system(name) else { return }
            post(.resolved(open, try await synchronizer.resolve(open, on: system)))
        case .adopt(let link, let id, let confirmed):
            try await post(try await synchronizer.adopt(id, for: link, confirmed: confirmed), of: link)
        case .adoptTyped(let open, let id): try await adopt(typed: id, for: open)
        case .abandon(let link): try await post(try await synchronizer.abandon(link), of: link)
        case .unlink(let link): try await post(try await synchronizer.unlink(link), of: link)
        case .liftPause(let name):
            try await synchronizer.liftPause(of: name)
            post(.changedElsewhere)
            post(.pauseLifted(name))
        }
    }

    /// Posts what a decision came to, with the account's name.
    func post(_ verdict: OutcomeVerdict, of link: Link) async throws(StoreFailure) {
        let name = try await workspace.accounts.row(id: link.account)?.account.name
        post(.decided(link, verdict, name: name ?? "The account \(link.account)"))
    }

    func system(_ name: SystemName) async throws(StoreFailure) -> ProvisioningSystem? {
        let system = try await workspace.systems.system(named: name)
        if system == nil { post(.failed(Notice(.bad, "\(name) is not registered here any more."))) }
        return system
    }

    private func loadDetails(_ id: AccountID) async throws(StoreFailure) {
        guard let row = try await workspace.accounts.row(id: id) else {
            post(.failed(Notice(.bad, "The account \(id) is gone.", cure: "F5 in the list reads it again.")))
            return
        }
        var parent: AccountRow?
        if let id = row.account.parent { parent = try await workspace.accounts.row(id: id) }
        let systems = try await workspace.systems.systems().filter { !$0.isDisabled }
        let history = try await workspace.journal.history(of: id, limit: 200)
        post(.detailsLoaded(AccountDetails(row: row, parent: parent, history: history, systems: systems)))
    }

    /// Reads a form; whoever shows it is told, too, where there is none.
    private func loadForm(_ account: AccountID, _ name: SystemName, refresh: Bool) async {
        do throws(Synchronizer.FormFailure) {
            guard let system = try await registered(name) else { throw .unknown }
            if refresh { _ = try await workspace.synchronizer.refreshDefinitions(of: system) }
            post(.formLoaded(try await workspace.synchronizer.form(of: account, on: system)))
        } catch {
            post(.formFailed(account, name, Notice(error, system: name)))
        }
    }

    private func registered(_ name: SystemName) async throws(Synchronizer.FormFailure) -> ProvisioningSystem? {
        do {
            return try await workspace.systems.system(named: name)
        } catch {
            throw .store(error)
        }
    }

    private func check(_ form: SyncForm, allowsStorefront: Bool, submits: Bool) async {
        do {
            let findings = try await workspace.synchronizer.preflight(form, allowsStorefront: allowsStorefront)
            post(.checked(form, findings, submits: submits))
        } catch {
            post(.formFailed(form.account.id, form.situation.system.name, Notice(error)))
        }
    }
}
