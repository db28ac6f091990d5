/// What the page of accounts shows: those with a text in them, 50 a page.
struct AccountSearch: Sendable {
    static let size = 50

    var text: String
    /// From 1.
    var page: Int

    init(text: String, page: Int) {
        self.text = text
        self.page = min(max(page, 1), 1_000_000)
    }

    /// The accounts of the page, and whether there are more behind it.
    func accounts(of book: BSSBook) -> (shown: [BSSAccount], hasMore: Bool) {
        if let id = book.id(code: text) ?? Int(text), let account = book.account(id) { return ([account], false) }
        let wanted = text.lowercased()
        var skipped = (page - 1) * Self.size
        var shown: [BSSAccount] = []
        for position in wanted.isEmpty ? min(skipped, book.count)..<book.count : 0..<book.count {
            guard let account = book.account(book.byCreation[position]), account.contains(wanted) else { continue }
            if !wanted.isEmpty, skipped > 0 {
                skipped -= 1
            } else if shown.count == Self.size {
                return (shown, true)
            } else {
                shown.append(account)
            }
        }
        return (shown, false)
    }

    /// The query that leads to another page of it.
    func query(page: Int) -> String { FormFields.encode([("q", text), ("page", String(page))]) }
}

extension BSSAccount {
    fileprivate func contains(_ text: String) -> Bool {
        text.isEmpty || [code, name, email].contains { $0.lowercased().contains(text) }
    }
}
