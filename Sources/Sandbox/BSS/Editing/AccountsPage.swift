/// The BSS as a web page: its accounts, each a form.
struct AccountsPage {
    private let search: AccountSearch
    private let book: BSSBook

    init(_ search: AccountSearch, _ book: BSSBook) {
        self.search = search
        self.book = book
    }

    var html: String {
        let (shown, hasMore) = search.accounts(of: book)
        let rows = shown.isEmpty ? "<p>No account is like that.</p>" : shown.map(form).joined()
        return """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>BSS (sandbox)</title>
            <style>
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 80rem; margin: 3rem auto; padding: 0 1rem; color: #1e1919; }
            h1 { font-weight: 600 } form { margin: .6rem 0; padding: .6rem 0; border-top: 1px solid #ddd }
            label { display: inline-block; margin-right: .8rem } small { color: #666; display: block }
            input { font: inherit; padding: .1rem .3rem } nav a { margin-right: 1rem }
            </style></head>
            <body><h1>BSS</h1><p>A sandbox: \(book.count) account\(book.count == 1 ? "" : "s").
            What is changed here is what the BSS says from now on.</p>
            <form action="/bss"><label>Search <input name="q" value="\(search.text.escaped)"></label>
            <button>Search</button></form>
            <nav>\(pages(hasMore))</nav>
            \(rows)
            <h2>A new account</h2>
            <form method="post" action="/bss/accounts">\(fields(nil))
            <label><input type="checkbox" name="resellingEnabled" value="true"> reseller</label>
            <button>Add</button></form>
            </body></html>

            """
    }

    private func pages(_ hasMore: Bool) -> String {
        let links = [
            search.page > 1 ? (search.page - 1, "Previous") : nil, hasMore ? (search.page + 1, "Next") : nil,
        ]
        return links.compactMap { $0 }
            .map { page, word in #"<a href="/bss?\#(search.query(page: page).escaped)">\#(word)</a>"# }
            .joined()
    }

    private func form(_ account: BSSAccount) -> String {
        let place = "/bss/accounts/\(account.id)"
        return """
            <form method="post" action="\(place)">
            <strong><bdi>\(account.name.escaped)</bdi></strong> <code>\(account.code.escaped)</code>
            <small>id \(account.id) · \(account.sellsOn ? "reseller" : "customer") · changed \(account.updated.text)</small>
            <input type="hidden" name="back" value="\(search.query(page: search.page).escaped)">
            \(fields(account))
            <button>Save</button>
            <button formaction="\(place)/order">Order</button>
            <button name="delete" value="yes">Delete</button></form>

            """
    }

    private func fields(_ account: BSSAccount?) -> String {
        let payer = account?.payer.map { book.account($0)?.code ?? String($0) } ?? ""
        let fields = [
            ("name", "Name", account?.name), ("email", "Email", account?.email), ("phone", "Phone", account?.phone),
            ("country", "Country", account?.country), ("parent", "Parent", payer),
        ]
        return
            fields.map { name, label, value in
                #"<label>\#(label) <input name="\#(name)" value="\#((value ?? "").escaped)"></label>"#
            }
            .joined()
    }
}
