/// Accounts that are computed and not stored: each is a pure function of its id, which counts from 1.
///
/// Ten ids in a row are a reseller, somewhere among them, and its customers; some customers have no reseller.
struct GeneratedAccounts: AccountSource {
    let count: Int
    /// Multiplying by it leads from the order of creation to the order of changes, and by the other one back.
    private let forth: Int
    private let back: Int

    init(count: Int) {
        self.count = count
        let (forth, back) = Self.shuffle(count)
        (self.forth, self.back) = (forth, back)
    }

    private static let firstCreated = BSSMoment(2024, 1, 1)
    private static let firstUpdated = BSSMoment(2025, 9, 1)
    /// So many were imported together, and share a moment.
    private static let batch = 40
    /// So many were changed together.
    private static let changedTogether = 3
    private static let spread = 300 * BSSMoment.day

    var lastID: Int { count }
    var lastMoment: BSSMoment { Self.firstUpdated + Self.spread }

    func id(rank: Int, by order: TimeOrder) -> Int {
        switch order {
        case .created: rank + 1
        case .updated: rank * back % count + 1
        }
    }

    func rank(of id: Int, by order: TimeOrder) -> Int {
        switch order {
        case .created: id - 1
        case .updated: (id - 1) * forth % count
        }
    }

    func id(code: String) -> Int? {
        guard let id = Int(code.dropFirst(2)), account(id)?.code == code else { return nil }
        return id
    }

    func account(_ id: Int) -> BSSAccount? {
        guard (1...max(count, 1)).contains(id), count > 0 else { return nil }
        let reseller = min(Self.reseller(of: id), count)
        let isReseller = reseller == id
        let code = String(id).zeroPadded(to: 7)
        let mixed = Int(truncatingIfNeeded: (UInt64(id) &* 0x9E37_79B9_7F4A_7C15) >> 33)
        let word = Self.words[mixed % Self.words.count]
        let trade = Self.trades[mixed / 16 % Self.trades.count]
        var account = BSSAccount(
            id: id,
            code: (isReseller ? "R-" : "C-") + code,
            name: isReseller ? "\(word) Cloud \(id)" : "\(word) \(trade) \(id)",
            created: Self.firstCreated + spread(rank(of: id, by: .created), Self.batch),
            updated: Self.firstUpdated + spread(rank(of: id, by: .updated), Self.changedTogether)
        )
        account.email = id % 97 == 0 ? "" : "it@account-\(id).example"
        account.phone = "+49 40 55" + code.suffix(5)
        account.website = "https://account-\(id).example"
        account.payer = isReseller || id % 50 == 0 ? nil : reseller
        account.sellsOn = isReseller
        account.orders = id % 7 == 0
        account.creditLimit = id % 5 == 0 ? nil : mixed % 100 * 1_000
        (account.firstName, account.lastName) = ("Contact", word)
        (account.address1, account.city, account.postCode) = ("\(word) Street \(mixed % 200 + 1)", word, code)
        account.country = id % 89 == 0 ? "" : Self.countries[mixed / 256 % Self.countries.count]
        return account
    }

    private static func reseller(of id: Int) -> Int {
        let block = (id - 1) / 10
        return block * 10 + block % 10 + 1
    }

    private func spread(_ rank: Int, _ together: Int) -> Int {
        Self.spread / (count / together + 1) * (rank / together)
    }

    /// A factor without a common divisor with the count, near its golden section, and its inverse.
    private static func shuffle(_ count: Int) -> (forth: Int, back: Int) {
        guard count > 2 else { return (1, 1) }
        var forth = Int(Double(count) * 0.618)
        while true {
            // The extended algorithm of Euclid.
            var (rest, next, factor, following) = (forth, count, 1, 0)
            while next != 0 {
                let quotient = rest / next
                (rest, next) = (next, rest - quotient * next)
                (factor, following) = (following, factor - quotient * following)
            }
            if rest == 1 { return (forth, (factor % count + count) % count) }
            forth += 1
        }
    }

    private static let words = [
        "Northwind", "Sonne", "Blåbær", "Ōsaka", "Río", "Acme", "Łódź", "Aurora", "Maple", "Ελιά", "Harbour", "Delta",
        "Fjord", "Quartz", "Città", "O'Brien",
    ]
    private static let trades = [
        "Bakery", "Logistics", "Clinic", "& Sons", "Hotel", "Foods", "School", "Print", "Motors", "Textiles",
        "Studio", "Energy", "GmbH", "SA", "Farms", "Labs",
    ]
    private static let countries = ["DE", "FR", "US", "JP", "GR", "CA", "BR", "PL", "SE", "GB", "IT", "CL"]
}
