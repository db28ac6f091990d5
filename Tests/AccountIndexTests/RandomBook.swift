import AccountIndex
import Accounts
import FoundationEssentials

/// Random accounts, changes and filters; the same for the same seed.
struct RandomBook {
    private var state: UInt64
    private(set) var book = NaiveBook()
    private var next = 1
    /// What is asked of the book again and again while it grows; nil once it changed otherwise.
    private var known: Known?

    private struct Known {
        /// In their order.
        var ids: [AccountID]
        /// Those that may have another one below them, in their order.
        var parents: [AccountID]
        var codes: Set<String>

        init(_ book: NaiveBook) {
            ids = book.rows.keys.sorted()
            parents = ids.filter { book.rows[$0].map { book.path($0).count < 3 } ?? false }
            codes = Set(book.rows.values.map(\.account.code.rawValue))
        }

        mutating func add(_ row: NaiveBook.Row, in book: NaiveBook) {
            // The ids count up.
            ids.append(row.account.id)
            if book.path(row).count < 3 { parents.append(row.account.id) }
            codes.insert(row.account.code.rawValue)
        }
    }

    private mutating func lookUp() -> Known {
        let known = known ?? Known(book)
        self.known = known
        return known
    }

    init(seed: UInt64, accounts: Int) {
        state = seed &* 2 &+ 1
        for _ in 0..<accounts { _ = grow() }
    }

    mutating func random(_ limit: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(max(1, limit)))
    }

    mutating func pick<Value>(_ values: [Value]) -> Value { values[random(values.count)] }

    private static let words = [
        "Müller", "Mueller", "Bäckerei", "Hotel", "GmbH", "& Co.", "Weiß", "Straße", "Groß", "Łódź", "Øster",
        "Sørensen", "İstanbul",
        "Kırık", "ΤΕΣΤΣ", "Ελλάδα", "Жук", "東京", "株式会社", "Ｆｕｌｌ", "ﬁt", "d'Or", "a", "ab", "abc", "O\u{2019}Neil",
        "e\u{301}t\u{E9}", "東京都千代田区丸の内", "ヴィッキー・カフェ", "さくらcafe印刷", "𠮷野家",
    ]

    private mutating func text() -> String {
        (0...random(3)).map { _ in pick(Self.words) }.joined(separator: pick([" ", " ", "-", ""]))
    }

    private mutating func code() -> String {
        let code = "\(pick(["KD-", "RES-", "kd", "Z_", "Ä-", "K D"]))\(random(300))"
        return lookUp().codes.contains(code) ? "\(code)/\(next)" : code
    }

    private mutating func row(id: AccountID, key: AccountKey, parent: AccountID?) -> NaiveBook.Row {
        let account = Account(
            id: id,
            code: AccountCode(code()),
            name: text(),
            kind: pick(Account.Kind.allCases),
            parent: parent,
            email: pick(["", "info@hotel.example", "büro@weiß.example", "it-\(random(50))@x.example", "no email"]),
            country: pick(["DE", "de", "CH", "AT", "", "UK", "Schweiz", "GR"]),
            phone: pick(["", "+49 505 79\(random(99))", "0041 (0)44 \(random(9_999))", "٠٥٠٥ 12"]),
            contact: .init(firstName: pick(Self.words), lastName: pick(Self.words)),
            address: .init(city: pick(["Zürich", "Köln", "", "大阪", "Łódź"])),
            isStorefrontManaged: random(4) == 0,
            updated: Date(timeIntervalSince1970: Double(NaiveBook.now) - Double(random(40)) * 86_400 / 3)
        )
        var links: [SystemName: Link] = [:]
        for system in NaiveBook.systems where random(2) == 0 {
            links[system] = Link(
                account: id,
                system: system,
                state: pick(SyncState.allCases.filter { $0 != .notSynchronized && $0 != .blocked }),
                externalID: random(2) == 0 ? nil : ExternalID("dbx-\(String(random(99_999), radix: 16))"),
                changed: Date(timeIntervalSince1970: Double(NaiveBook.now) - Double(random(90_000))),
                by: "root"
            )
        }
        return NaiveBook.Row(account, key: key, links: links)
    }

    /// An account below none or another one, at most three deep.
    private mutating func somewhere() -> AccountID? {
        let possible = lookUp().parents
        return possible.isEmpty || random(3) == 0 ? nil : pick(random(2) == 0 ? Array(possible.prefix(3)) : possible)
    }

    /// A new account.
    mutating func grow() -> IndexChange {
        let new = row(
            id: AccountID("\(50_000 + next)"),
            key: AccountKey(Int64(next * (next % 97 == 0 ? 1 << 40 : 1))),
            parent: somewhere()
        )
        next += 1
        book.put(new)
        known?.add(new, in: book)
        return .put(book.indexed(new))
    }

    mutating func remove(_ id: AccountID) {
        book.remove(id)
        known = nil
    }

    /// A change of any kind.
    mutating func change() -> [IndexChange] {
        guard !book.rows.isEmpty, random(4) > 0 else { return [grow()] }
        guard let old = book.rows[pick(lookUp().ids)] else { return [] }
        if random(5) == 0 {
            let before = Set(book.rows.values.map(\.key))
            remove(old.account.id)
            return before.subtracting(book.rows.values.map(\.key)).map { .removed($0) }
        }
        var new = row(id: old.account.id, key: old.key, parent: old.account.parent)
        switch random(3) {
        case 0: new.account.code = old.account.code
        case 1:
            // Never under itself.
            let below = book.path(old)
            let parent = somewhere().flatMap { book.rows[$0] }
            let isOutside = parent.map { !book.path($0).starts(with: below) && book.path($0).count < 8 } ?? true
            if isOutside { new.account.parent = parent?.account.id }
        default: break
        }
        new = NaiveBook.Row(new.account, key: new.key, links: new.links)
        book.put(new)
        known = nil
        return [.put(book.indexed(new))]
    }

    /// Something that a person may type.
    mutating func filter() -> String {
        (0...random(3)).map { _ in (random(6) == 0 ? "!" : "") + word() + (random(8) == 0 ? "|" + word() : "") }
            .joined(separator: " ")
    }

    private mutating func word() -> String {
        let ids = lookUp().ids
        let account = ids.isEmpty ? nil : book.rows[pick(ids)]?.account
        switch random(16) {
        case 0:
            return pick(["status:", "state:"])
                + pick(["in-doubt", "s", "failed", "blocked", "not", "synchronized", "foo"])
        case 1: return "role:" + pick(["reseller", "cust", "end", "boss"])
        case 2: return "country:" + pick(["de", "ch", "switz", "uk", "g", "zz"])
        case 3: return "system:" + pick(["dropbox", "acro", "none"])
        case 4: return "storefront:" + pick(["yes", "no", "n"])
        case 5: return "changed:" + pick(["today", "yesterday", "3d", "12h", "1w", "2025-11", "2025-11-24", "x"])
        case 6: return "parent:" + pick([account?.code.rawValue ?? "x", "hotel", "\"" + (account?.name ?? "") + "\""])
        case 7: return pick(["code:", "name:", "email:", "phone:"]) + piece(account)
        case 8: return pick(["a", "e", "0", "-", "@", "q", "ö", "東", "\"& c", "ss", "oe", "é"])
        case 9: return piece(account) + pick(["x", "q", "zz"])
        default: return piece(account)
        }
    }

    /// A part of something that an account has, in one of the ways to write it.
    private mutating func piece(_ account: Account?) -> String {
        guard let account else { return "x" }
        let text = pick([
            account.name, account.code.rawValue, account.email, account.phone, account.contact.lastName,
            account.address.city, account.id.rawValue, "dbx-",
        ])
        let letters = Array(text)
        guard !letters.isEmpty else { return "y" }
        let start = random(letters.count)
        let part = String(letters[start..<min(letters.count, start + 1 + random(8))])
        let written = pick([part, part.uppercased(), part.lowercased(), part.folded])
        return random(5) == 0 ? "\"\(written)\"" : String(written.filter { !$0.isWhitespace })
    }
}
