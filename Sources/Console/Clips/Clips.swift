import Accounts
import Synchronizing
import Telling

/// What can be copied on each screen.
extension AccountsScreen {
    var clips: [Clip] {
        guard let row = window.selected else { return [] }
        let listing = Phrases.listing(filter: query.filter.text)
        return Clip.all(of: row, first: system?.name) + [Clip(listing)].compactMap(\.self)
    }
}

extension DetailsScreen {
    var clips: [Clip] {
        guard let details else { return [] }
        var clips = Clip.all(of: details.row, first: details.systems.first?.name)
        if case .history(let index) = selected, details.history.indices.contains(index) {
            let entry = details.history[index]
            // What is under the cursor comes first.
            let words = [Clip(ClipWords.entry, entry.detail), Clip(ClipWords.attempt, entry.attempt?.rawValue)]
            clips.insert(contentsOf: words.compactMap(\.self), at: 0)
        }
        let showing = Phrases.showing(details.row.account.code)
        return clips + [Clip(showing)].compactMap(\.self)
    }
}

extension PlanScreen {
    var clips: [Clip] {
        guard let selected else { return [] }
        let email = basis?.definitions.fields.first { FieldMeaning($0) == .email }?.id
        let known: ExternalID? = if case .synchronized(let id) = selected.verdict { id } else { nil }
        return [
            Clip(ClipWords.code, selected.code.rawValue),
            Clip(ClipWords.id(at: order.system), known?.rawValue),
            Clip(ClipWords.email, selected.fields.first { $0.id == email }?.value),
            known == nil ? Clip(ClipWords.message, selected.line(isBrief: false)) : nil,
            Clip(plan.flatMap(order.command)),
        ]
        .compactMap(\.self)
    }
}

extension PlanRequest {
    /// The subcommand that makes the same plan; nil if it needs a file, for values of single accounts.
    func command(for plan: Plan) -> ShellCommand? {
        guard !own.values.contains(where: { !$0.isEmpty }) else { return nil }
        var filter: String?
        if case .filtered(let query) = source { filter = query.filter.isEmpty ? "" : query.filter.text }
        return Phrases.planning(
            filter.map(Phrases.Selection.filter) ?? .codes(plan.items.map(\.code)),
            on: system,
            settings: settings,
            adopts: adopts,
            allowsStorefront: allowsStorefront
        )
    }
}

extension LedgerScreen {
    var clips: [Clip] {
        guard let selected else { return [] }
        let (item, entry) = (ledger.plan.items[selected], ledger.entries[selected])
        return [
            Clip(ClipWords.code, item.code.rawValue),
            Clip(ClipWords.id(at: ledger.plan.system), entry?.externalID?.rawValue),
            Clip(ClipWords.message, entry?.notice.consoleLines.joined(separator: " ")),
        ]
        .compactMap(\.self)
    }
}

extension CasesScreen {
    var clips: [Clip] {
        guard let selected else { return [] }
        if let open = selected.open { return open.clips }
        let notice = notice(selected)
        guard let account = selected.account, let system = selected.system else {
            let code = (selected.account?.code ?? selected.row?.problem.code)?.rawValue
            return [Clip(ClipWords.code, code), Clip(ClipWords.message, notice.headline), Clip(Phrases.inbox)]
                .compactMap(\.self)
        }
        return Clip.all(of: account, selected.link?.externalID, at: system, notice)
            + [Clip(Phrases.inbox)].compactMap(\.self)
    }
}

extension CaseScreen {
    var clips: [Clip] { details?.open.clips ?? [] }
}

extension OpenCase {
    fileprivate var clips: [Clip] {
        let command = Phrases.resolving(relative.account.code, at: link.system)
        return Clip.all(of: relative.account, link.externalID, at: link.system, Notice(self))
            + [Clip(ClipWords.attempt, link.attempt?.rawValue), Clip(command)].compactMap(\.self)
    }
}

extension FormScreen {
    var clips: [Clip] {
        guard case .finished(let sent) = phase else { return [] }
        let command = Phrases.synchronizing(sent.form)
        return Clip.all(of: sent.form.account, sent.conclusion.link?.externalID, at: system, sent.notice)
            + [Clip(command)].compactMap(\.self)
    }
}
