import AccountIndex
import Accounts

/// A generated book in the order of the tree: many scripts, 3 % resellers, one of them with up to 50,000 customers.
struct Book {
    let size: Int
    private var random = Generator(state: 20_261_126)
    private let resellers: Int
    private let directCustomers: Int

    init(size: Int) {
        self.size = size
        resellers = max(1, size * 3 / 100)
        directCustomers = size / 10
    }

    /// Calls a closure with one portion after the other.
    mutating func forEachPortion(of count: Int, _ body: ([IndexedAccount]) -> Void) {
        var portion: [IndexedAccount] = []
        var number = 0
        func add(_ account: IndexedAccount) {
            portion.append(account)
            if portion.count == count {
                body(portion)
                portion.removeAll(keepingCapacity: true)
            }
        }
        for direct in 0..<directCustomers {
            add(account(number, code: "DK-\(100_000 + direct)", kind: .directCustomer, parent: nil))
            number += 1
        }
        let customers = size - resellers - directCustomers
        let largest = min(50_000, customers / 3)
        let each = (customers - largest) / max(1, resellers - 1)
        for reseller in 0..<resellers {
            let parent = number
            add(account(number, code: "RES-\(10_000 + reseller)", kind: .reseller, parent: nil))
            number += 1
            let own =
                reseller == resellers / 2
                ? largest
                : reseller == resellers - 1 ? size - number : min(each, size - number - (resellers - reseller - 1))
            for _ in 0..<max(0, own) {
                add(account(number, code: "KD-\(1_000_000 + number)", kind: .endCustomer, parent: parent))
                number += 1
            }
        }
        if !portion.isEmpty { body(portion) }
    }

    /// An account as a store has it.
    mutating func source(_ number: Int, code: String, kind: Account.Kind) -> Account {
        let script = random.pick(Words.scripts)
        let (first, last) = (random.pick(script.firstNames), random.pick(script.lastNames))
        let city = random.pick(script.cities)
        let name = "\(random.pick(script.trades)) \(random.pick(script.lastNames)) \(random.pick(script.forms))"
        let domain = "\(script.latin)-\(number % 7919).example"
        return Account(
            id: AccountID("\(50_000 + number * 3)"),
            code: AccountCode(code),
            name: name,
            kind: kind,
            email: number % 50 == 0 ? "" : "\(random.pick(Words.mailboxes))@\(domain)",
            country: number % 300 == 0 ? "UK" : script.country,
            phone: "\(script.dial) \(random.next(900) + 100) \(random.next(9_000_000) + 1_000_000)",
            contact: .init(firstName: first, lastName: last),
            address: .init(city: city)
        )
    }

    mutating func account(_ number: Int, code: String, kind: Account.Kind, parent: Int?) -> IndexedAccount {
        let account = source(number, code: code, kind: kind)
        var states: [SystemName: SyncState] = [:]
        let roll = random.next(100)
        if roll < 60 { states["Dropbox"] = .synchronized } else if roll < 63 { states["Dropbox"] = .refused }
        if roll == 99 { states["Acronis EU"] = .inDoubt }
        return IndexedAccount(
            key: AccountKey(Int64(number + 1)),
            code: account.code,
            parent: parent.map { AccountKey(Int64($0 + 1)) },
            kind: kind,
            isStorefrontManaged: number % 17 == 0,
            fault: AccountFault(account),
            states: states,
            changed: 1_700_000_000 + Int64(random.next(60_000_000)),
            search: SearchText(
                account,
                externalIDs: roll < 60
                    ? [ExternalID("dbx-\(String(number &* 2_654_435_761 & 0xFFFFF, radix: 16))")] : []
            )
        )
    }
}

struct Generator {
    var state: UInt64

    mutating func next(_ limit: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(max(1, limit)))
    }

    mutating func pick<Value>(_ values: [Value]) -> Value { values[next(values.count)] }
}
