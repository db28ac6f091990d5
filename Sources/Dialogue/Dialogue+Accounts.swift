import Accounts
import Synchronizing
import Telling
import Workspace

/// The accounts: a page at a time, each line with a number.
extension Dialogue {
    /// The accounts that a filter selects, as far as they were read.
    fileprivate struct Page {
        var filter = AccountFilter("")
        var first = 0
        var rows: [AccountRow] = []
        var hasMore = false
    }

    mutating func browse() async {
        var page = Page()
        await read(&page, from: 0)
        while true {
            switch Command(await voice.ask(DialogueWords.accountsPrompt)) {
            case .end, .letter("q", _): return
            case .empty where page.hasMore: await read(&page, from: page.first + Self.page)
            case .empty: say(DialogueWords.endOfList)
            case .number(let number):
                guard let row = page[number] else {
                    say(DialogueWords.noLine(number))
                    continue
                }
                await show(row.account.id)
            case .filter(let words):
                page.filter = AccountFilter(words)
                if let unknown = page.filter.unknownTerms(systems: systems.map(\.name)).first {
                    say(unknown.message, unknown.cure)
                } else {
                    await read(&page, from: 0)
                }
            case .letter("l", _): await read(&page, from: page.first)
            case .letter("c", _): await sayCounts()
            case .letter("t", _): nextSystem()
            case .letter("w", let name): await export(page.filter, to: name)
            case .letter("D", _): await sayFigures()
            case .letter("I", let name): await sayResellerIDs(on: name)
            case .letter("P", let words): await pull(words)
            case .letter("C", _): await sayBSS()
            case .letter("d", _): await decide()
            case .letter("L", _): await goOverRuns()
            case .letter("b", let codes): await plan(codes.isEmpty ? .filter(page.filter) : .codes(codes))
            case .letter("?", _): for line in DialogueWords.accountsHelp { say(line) }
            case .letter(let letter, _): say(DialogueWords.unknown(String(letter)))
            case .unknown(let text): say(DialogueWords.unknown(text))
            }
        }
    }

    private func read(_ page: inout Page, from first: Int) async {
        let filter = page.filter
        let read = await attempt { () async throws(StoreFailure) in
            let query = query(filter, limit: first + Self.page + 1)
            let keys = try await workspace.accounts.list(query).entries.dropFirst(first).map(\.key)
            return (rows: try await workspace.accounts.rows(Array(keys.prefix(Self.page))), count: keys.count)
        }
        guard let read else { return }
        page.first = first
        page.rows = read.rows
        page.hasMore = read.count > Self.page
        guard !page.rows.isEmpty else {
            return say(filter.isEmpty ? AccountsWords.noAccounts : DialogueWords.noMatch(filter.text))
        }
        for (place, row) in page.rows.enumerated() {
            say(DialogueWords.line(first + place + 1, row, on: system?.name))
        }
        say(page.hasMore ? DialogueWords.more : DialogueWords.endOfList)
    }

    private func sayCounts() async {
        guard let system else { return say(Refusal.noSystem) }
        guard
            let counts = await attempt({ () async throws(StoreFailure) in
                try await workspace.accounts.counts(on: system.name)
            })
        else { return }
        say(DialogueWords.counts(counts, on: system.name))
    }

    private mutating func nextSystem() {
        guard let place = systems.firstIndex(where: { $0.name == system?.name }) else { return say(Refusal.noSystem) }
        let next = (place + 1) % systems.count
        system = systems[next]
        say(DialogueWords.nowOn(systems[next].name, next + 1, of: systems.count))
    }
}

extension Dialogue.Page {
    fileprivate subscript(number: Int) -> AccountRow? {
        rows.indices.contains(number - first - 1) ? rows[number - first - 1] : nil
    }
}
