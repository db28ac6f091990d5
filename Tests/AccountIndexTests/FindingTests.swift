import AccountIndex
import Accounts
import Samples
import Testing

/// What people type finds what the book has: the queries that an operator tried.
struct FindingTests {
    private static let reseller = Account(
        id: "50101",
        code: "RES-1021",
        name: "Süder Systemhaus",
        kind: .reseller,
        email: "info@sueder.example",
        country: "DE"
    )
    private static let accounts = [
        reseller,
        Account(
            id: "50330",
            code: "KD-20015",
            name: "Müller Bäckerei GmbH & Co. KG",
            kind: .endCustomer,
            parent: "50101",
            email: "a@b.example",
            country: "CH",
            phone: "+49 505 7916464",
            contact: .init(firstName: "Renée", lastName: "Bäumler"),
            address: .init(line1: "Gässchen 71", city: "Zürich", postCode: "1010")
        ),
        Account(id: "50331", code: "KD-20016", name: "Weiß Töpferei", kind: .directCustomer),
        Account(id: "50332", code: "KD-20017", name: "Groß Straße", kind: .directCustomer),
        Account(id: "50333", code: "KD-20018", name: "Sørensen & Łukasik", kind: .directCustomer),
        Account(
            id: "50334",
            code: "KD-20019",
            name: "Öztürk ΟΔΥΣΣΕΥΣ",
            kind: .directCustomer,
            address: .init(city: "DİYARBAKIR")
        ),
        Account(id: "50335", code: "KD-20020", name: "Ｗｉｄｅ Hotel", kind: .directCustomer),
    ]

    private static func index(_ accounts: [Account] = accounts) -> AccountIndex {
        var index = AccountIndex(systems: ["Dropbox"])
        let rows = accounts.enumerated()
            .map { number, account in
                var row = IndexedAccount(
                    account,
                    key: AccountKey(Int64(number + 1)),
                    parent: account.parent.map { _ in AccountKey(1) }
                )
                if number == 1 { row.search = SearchText(account, externalIDs: ["dbx-9e377"]) }
                return row
            }
        index.append(rows)
        return index
    }

    private static func codes(_ filter: String, in index: AccountIndex) -> [String] {
        guard let found = index.matches(of: AccountFilter(filter), on: "Dropbox") else { return [] }
        return VisibleRows(found.rows).rows(at: 0..<found.count).compactMap { index.code(at: $0)?.rawValue }
    }

    private static let found: [(String, String)] = [
        ("muller backerei", "KD-20015"), ("mueller baeckerei", "KD-20015"), ("bäckerei müller", "KD-20015"),
        ("MULLER", "KD-20015"),
        ("kd20015", "KD-20015"), ("KD20015", "KD-20015"), ("20015", "KD-20015"), ("7916464", "KD-20015"),
        ("\"505 7916464\"", "KD-20015"),
        ("+49505", "KD-20015"), ("50330", "KD-20015"), ("dbx-9e377", "KD-20015"), ("\"baumler", "KD-20015"),
        ("baumler renee", "KD-20015"),
        ("Renée", "KD-20015"), ("zurich", "KD-20015"), ("\"gmbh & co", "KD-20015"), ("\"bäck\" müll", "KD-20015"),
        ("sueder müller", "KD-20015"),
        ("systemhaus 20015", "KD-20015"), ("parent:res-1021", "KD-20015"), ("parent:suder", "KD-20015"),
        ("weiss", "KD-20016"), ("WEISS", "KD-20016"),
        ("topferei", "KD-20016"), ("toepferei", "KD-20016"), ("strasse", "KD-20017"), ("gross", "KD-20017"),
        ("GROẞ", "KD-20017"),
        ("sorensen", "KD-20018"), ("soerensen", "KD-20018"), ("lukasik", "KD-20018"), ("oezturk", "KD-20019"),
        ("ozturk", "KD-20019"),
        ("οδυσσευσ", "KD-20019"), ("Οδυσσεύς", "KD-20019"), ("diyarbakir", "KD-20019"), ("dıyarbakır", "KD-20019"),
        ("wide", "KD-20020"),
        ("müller|wide country:ch", "KD-20015"), ("hotel !müller", "KD-20020"),
    ]

    @Test(arguments: found) func `a query finds its account`(typed: String, code: String) {
        #expect(Self.codes(typed, in: Self.index()) == [code])
    }

    @Test func `each query of an operator's day finds its account`() {
        var index = AccountIndex(systems: ["Dropbox"])
        for (number, account) in OperatorBook.accounts.enumerated() {
            var row = IndexedAccount(
                account,
                key: AccountKey(Int64(number)),
                parent: account.parent.map { _ in AccountKey(0) }
            )
            if account.id == OperatorBook.customer.id {
                row.search = SearchText(account, externalIDs: [OperatorBook.externalID])
            }
            index.append([row])
        }
        for (typed, codes) in OperatorBook.queries {
            #expect(Self.codes(typed, in: index).sorted() == codes, "\(typed)")
        }
        #expect(index.suggestion(for: AccountFilter("hotle"))?.word == "hotel")
    }

    @Test func `a fold that loses a letter is caught by these queries`() {
        let broken = Self.index(
            Self.accounts.map { account in
                var account = account
                account.name = account.name.replacing("ß", with: "s")
                return account
            }
        )
        let lost = Self.found.filter { Self.codes($0.0, in: broken) != [$0.1] }.map(\.0)
        #expect(lost == ["weiss", "WEISS", "strasse", "gross", "GROẞ"])
    }

    @Test(arguments: [("hotle", "hotel"), ("müler", "muller"), ("topfrei", "topferei"), ("sysetmhaus", "systemhaus")])
    func `the nearest spelling is offered`(typed: String, word: String) {
        let index = Self.index()
        #expect(index.matches(of: AccountFilter(typed))?.count == 0)
        #expect(index.suggestion(for: AccountFilter(typed))?.word == word)
        #expect((index.suggestion(for: AccountFilter(typed))?.matches.count ?? 0) > 0)
    }

    @Test func `a spelling is only offered if the whole filter finds something with it`() {
        #expect(Self.index().suggestion(for: AccountFilter("hotle müller")) == nil)
        #expect(Self.index().suggestion(for: AccountFilter("hotle wide"))?.matches.count == 1)
        #expect(Self.index().suggestion(for: AccountFilter("xylophon")) == nil)
        #expect(Self.index().suggestion(for: AccountFilter("hotle"), unless: { true }) == nil)
    }

    @Test func `codes from elsewhere are found, whatever their case and hyphens`() {
        let index = Self.index()
        let found = index.accounts(named: CodeList("kd20016\nKD-20017\nKD-9"))
        let codes = found?.keys.compactMap { index.row(of: $0).flatMap(index.code)?.rawValue }
        #expect(codes == ["KD-20016", "KD-20017"])
        #expect(found?.result.missing == ["KD-9"])
        #expect(index.accounts(named: CodeList("KD-20016"), unless: { true }) == nil)
    }

    @Test func `codes are as they were written, whatever their letters and however long they are`() {
        let codes = ["KD-1", "kd-2", "Kd-3", "ÄB-4", "İ-5", "K D_6", "東-7", String(repeating: "LONG-", count: 200)]
        let index = Self.index(
            codes.map { Account(id: AccountID($0), code: AccountCode($0), name: "Hotel", kind: .reseller) }
        )
        let rows = VisibleRows(index.rows).rows(at: 0..<codes.count)
        #expect(rows.compactMap { index.code(at: $0)?.rawValue }.sorted() == codes.sorted())
    }

    @Test(arguments: [20, 150]) func `a long text is found by all of it, and by nothing longer`(length: Int) {
        let name = (0..<length).map { ["miller", "hotel", "xy-9"][$0 * $0 % 3] }.joined(separator: " ")
        let index = Self.index([Account(id: "1", code: "KD-1", name: name, kind: .reseller), Self.accounts[2]])
        #expect(Self.codes("\"\(name)\"", in: index) == ["KD-1"])
        #expect(Self.codes("\"\(name) hotel\"", in: index) == [])
    }
}
