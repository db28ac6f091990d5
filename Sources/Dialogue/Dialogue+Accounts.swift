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
                if let row = page[number] { await show(row.account.id) } else { await find(String(number), &page) }
            case .filter(let words):
                let filter = AccountFilter(words)
                if let unknown = filter.unknownTerms(systems: systems.map(\.name)).first {
                    say(unknown.message, unknown.cure)
                } else {
                    await read(&page, from: 0, filter)
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
            case .letter("?", _): say(DialogueWords.accountsHelp)
            case .letter(let letter, _): say(DialogueWords.unknown(String(letter)))
            case .unknown(let text): await find(text, &page)
            }
        }
    }

    /// Opens the account that has a code, or lists those that a filter for codes finds.
    private mutating func find(_ text: String, _ page: inout Page) async {
        if let account = await account(ofCode: text) { return await show(account) }
        let filter = AccountFilter("code:\(text)")
        guard !text.contains(where: \.isWhitespace), await finds(filter) else {
            return say(Int(text) == nil ? DialogueWords.noCode(text) : DialogueWords.noLineOrCode(text))
        }
        await read(&page, from: 0, filter)
    }

    private func account(ofCode text: String) async -> AccountID? {
        let row = await attempt { () async throws(StoreFailure) in
            try await workspace.accounts.row(code: AccountCode(text))
        }
        return (row ?? nil)?.account.id
    }

    private func finds(_ filter: AccountFilter) async -> Bool {
        let listing = await attempt { () async throws(StoreFailure) in
            try await workspace.accounts.list(query(filter, limit: 1))
        }
        return listing?.entries.isEmpty == false
    }

    /// Reads accounts and says them; a filter is the page's once its accounts were said.
    private func read(_ page: inout Page, from first: Int, _ new: AccountFilter? = nil) async {
        let filter = new ?? page.filter
        let read = await attempt { () async throws(StoreFailure) in
            let query = query(filter, limit: first + Self.page + 1)
            let keys = try await workspace.accounts.list(query).entries.dropFirst(first).map(\.key)
            return (rows: try await workspace.accounts.rows(Array(keys.prefix(Self.page))), count: keys.count)
        }
        guard let read else { return }
        page.filter = filter
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
