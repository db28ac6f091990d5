/// The accounts that a BSS begins with, and the two orders in which lists are read; a rank is a place in one of them.
protocol AccountSource: Sendable {
    var count: Int { get }
    /// The greatest id, and the latest moment, that an account has.
    var lastID: Int { get }
    var lastMoment: BSSMoment { get }
    /// Nil if there is none with this id.
    func account(_ id: Int) -> BSSAccount?
    func id(code: String) -> Int?
    func id(rank: Int, by order: TimeOrder) -> Int
    /// The id must be one of its own.
    func rank(of id: Int, by order: TimeOrder) -> Int
}

/// The orders that need no sorting of the whole book.
enum TimeOrder: Sendable {
    case created, updated
}

/// Accounts that are in memory.
struct ListedAccounts: AccountSource {
    private let accounts: [Int: BSSAccount]
    private let codes: [String: Int]
    private let created: Ranks
    private let updated: Ranks

    /// One order: the ids, and the rank of each.
    private struct Ranks {
        let ids: [Int]
        let ranks: [Int: Int]

        init(_ accounts: [BSSAccount], by moment: (BSSAccount) -> BSSMoment) {
            ids = accounts.sorted { (moment($0), $0.id) < (moment($1), $1.id) }.map(\.id)
            ranks = Dictionary(uniqueKeysWithValues: ids.enumerated().map { ($1, $0) })
        }
    }

    /// Of two accounts with the same id the later one counts.
    init(_ list: [BSSAccount]) {
        accounts = Dictionary(list.map { ($0.id, $0) }) { $1 }
        codes = Dictionary(list.map { ($0.code, $0.id) }) { $1 }
        created = Ranks(Array(accounts.values)) { $0.created }
        updated = Ranks(Array(accounts.values)) { $0.updated }
    }

    var count: Int { accounts.count }
    var lastID: Int { accounts.keys.max() ?? 0 }
    var lastMoment: BSSMoment {
        accounts.values.map { max($0.created, $0.updated) }.max() ?? BSSMoment(rawValue: 0)
    }

    func account(_ id: Int) -> BSSAccount? { accounts[id] }
    func id(code: String) -> Int? { codes[code] }

    private func ranks(_ order: TimeOrder) -> Ranks { order == .created ? created : updated }
    func id(rank: Int, by order: TimeOrder) -> Int { ranks(order).ids[rank] }
    func rank(of id: Int, by order: TimeOrder) -> Int { ranks(order).ranks[id, default: 0] }
}
