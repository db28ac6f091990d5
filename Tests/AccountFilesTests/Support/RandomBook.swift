import Accounts
import FoundationEssentials
import InMemory

@testable import AccountFiles

/// A book as a random day left it: few accounts, every text as bad as an import takes it.
struct RandomBook {
    private(set) var accounts: [Account] = []

    init(_ accounts: [Account]) { self.accounts = accounts }

    init(_ random: inout Randomness, most: Int = 4) {
        var resellers: [AccountID] = []
        var names: Set<String> = []
        for _ in 0..<(1 + random.below(most)) {
            let code = Self.identifier(&random)
            guard names.insert(code).inserted else { continue }
            let own = random.percent(40) ? code : "\(random.next())"
            let id = AccountID(own == code || names.insert(own).inserted ? own : code)
            guard !accounts.contains(where: { $0.id == id }) else { continue }
            var account = Account(id: id, code: AccountCode(code), name: "n", kind: .reseller)
            for column in Account.Column.allCases where random.percent(column == .name ? 100 : 60) {
                let value = Self.value(of: column, &random)
                if !value.isEmpty, column.isPlain { account[column] = value }
            }
            account.isStorefrontManaged = random.percent(30)
            account.parent = resellers.isEmpty || random.percent(30) ? nil : random.pick(resellers)
            account.kind =
                random.percent(40)
                ? .reseller : account.parent == nil && random.percent(70) ? .directCustomer : .endCustomer
            account.revision = 1 + random.below(9)
            account.created = .init(timeIntervalSinceReferenceDate: 1)
            account.updated = .init(timeIntervalSinceReferenceDate: 2)
            if account.kind == .reseller { resellers.append(id) }
            accounts.append(account)
        }
    }

    /// The same accounts, each with other texts.
    var changed: [Account] {
        accounts.map { account in
            var account = account
            for column in Account.Column.allCases where column.isPlain { account[column] = "changed" }
            account.isStorefrontManaged.toggle()
            return account
        }
    }

    func code(of id: AccountID) -> AccountCode? { accounts.first { $0.id == id }?.code }

    /// A text that the door of a column has let in.
    private static func value(of column: Account.Column, _ random: inout Randomness) -> String {
        let text = (0..<(1 + random.below(3))).map { _ in random.pick(texts) }.joined()
        // What is refused, such as a type, is none.
        return (try? column.value(of: text)) ?? ""
    }

    private static func identifier(_ random: inout Randomness) -> String {
        while true {
            let text = (0..<(1 + random.below(3))).map { _ in random.pick(visible) }.joined()
            // What the door refuses is no identifier.
            if let taken = try? OneLine(text).text { return taken }
        }
    }

    private static let visible = [
        "R-1", "C-2", "\"", "\"\"", ",", ";", "'", "''", "=1+1", "+49", "-", "@x", "\u{A0}", " ", "ä", "a\u{308}",
        "\u{301}",
        "שלום", "مرحبا", "東京", "👍", "9223372036854775807", "00", "{", "[", "null", "sep=;", "\\", "/", "\\u0041", "ﷺ",
    ]
    private static let texts =
        visible + [
            "\n", "\r", "\r\n", "\t", "\u{200B}", "\u{200D}", "\u{FEFF}", "\u{202E}", "👩\u{200D}👩\u{200D}👧",
            "می\u{200C}خواهم",
            "\u{1B}[2J", "\u{7F}", "\u{85}", "\u{2028}", "\u{FFFF}", "\u{10FFFF}", "\u{E000}",
            "Zal\u{300}\u{301}\u{302}go", "true",
            "reseller", "ß", "İ",
        ]
}
