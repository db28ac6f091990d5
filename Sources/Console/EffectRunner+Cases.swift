import Accounts
import Synchronizing
import Telling
import Workspace

extension EffectRunner {
    func loadCase(_ id: Link.ID) async throws(StoreFailure) {
        guard let open = try await workspace.cases.openCase(of: id.account, on: id.system),
            let system = try await system(id.system)
        else { return post(.caseOver(id)) }
        var parent: AccountOnSystem?
        if let parentID = open.intent?.parent?.id, let row = try await workspace.accounts.row(id: parentID) {
            parent = AccountOnSystem(row, on: id.system)
        }
        post(
            .caseLoaded(
                CaseDetails(
                    open: open,
                    resolution: await workspace.synchronizer.resolution(of: open, on: system),
                    parent: parent,
                    definitions: try await workspace.systems.definitions(of: id.system)
                )
            )
        )
    }

    func loadInbox() async throws(StoreFailure) {
        let inbox = try await workspace.needs(InboxQuery())
        var definitions: [SystemName: SyncOptionDefinitions] = [:]
        for system in Set(inbox.items.filter { $0.kind == .refused }.compactMap(\.system)) {
            definitions[system] = try await workspace.systems.definitions(of: system)
        }
        post(.inboxLoaded(inbox, definitions, decidable: try await decidable(inbox.items.compactMap(\.open))))
    }

    /// The cases in doubt that may be sent again by now.
    private func decidable(_ cases: [OpenCase]) async throws(StoreFailure) -> Set<Link.ID> {
        // What was never asked about may not, so that usually nothing is read for it.
        let asked = cases.filter { $0.link.state == .inDoubt && !$0.probes.isEmpty }
        var decidable: Set<Link.ID> = []
        for name in Set(asked.map(\.link.system)) {
            guard let system = try await workspace.systems.system(named: name) else { continue }
            for open in asked where open.link.system == name {
                let resolution = await workspace.synchronizer.resolution(of: open, on: system)
                if resolution.allowsSendingAgain { decidable.insert(open.link.id) }
            }
        }
        return decidable
    }

    func resolve(_ open: OpenCase) async throws(StoreFailure) {
        guard let system = try await system(open.link.system) else { return }
        post(.resolved(open, try await workspace.synchronizer.resolve(open, on: system)))
    }

    func sendAgain(_ open: OpenCase) async throws(StoreFailure) {
        var isBegun = false
        defer { if !isBegun { post(.notBegun(open.link.id)) } }
        guard let system = try await system(open.link.system) else { return }
        let form: SyncForm
        do {
            form = try await workspace.synchronizer.form(of: open.link.account, on: system).sendable
        } catch {
            return post(.told(Notice(error, system: system.name)))
        }
        isBegun = true
        let conclusion = await workspace.synchronizer.sendAgain(form) { progress in
            post(.progressed(form.id, progress))
        }
        post(.concluded(form, conclusion))
    }

    /// Adopts an id that the operator typed, if the exists call confirms it; otherwise the operator must confirm it.
    func adopt(typed id: ExternalID, for open: OpenCase) async throws(StoreFailure) {
        guard let system = try await system(open.link.system) else { return }
        switch try await workspace.synchronizer.adopt(typed: id, for: open, on: system) {
        case .decided(let verdict): try await post(verdict, of: open.link)
        case .notConfirmed(let verdict): post(.idNotConfirmed(open, id, verdict))
        }
    }
}
