import AccountIndex
import Accounts
import FoundationEssentials

/// A book that is searched and ordered in the simplest way that there is: what the index must agree with.
struct NaiveBook {
    struct Row {
        var account: Account
        var key: AccountKey
        var links: [SystemName: Link] = [:]
        var search: SearchText

        init(_ account: Account, key: AccountKey, links: [SystemName: Link] = [:]) {
            self.account = account
            self.key = key
            self.links = links
            search = SearchText(account, externalIDs: links.values.compactMap(\.externalID))
        }
    }

    static let systems: [SystemName] = ["Dropbox", "Acronis EU"]
    static let now: Int64 = 1_764_000_000

    private(set) var rows: [AccountID: Row] = [:]

    mutating func put(_ row: Row) { rows[row.account.id] = row }

    mutating func remove(_ id: AccountID) {
        rows[id] = nil
        for row in rows.values where row.account.parent == id { remove(row.account.id) }
    }

    func parent(of row: Row) -> Row? { row.account.parent.flatMap { rows[$0] } }

    func path(_ row: Row) -> [String] { (parent(of: row).map(path) ?? []) + [row.account.code.rawValue] }

    /// In the order of the tree.
    var tree: [Row] {
        rows.values.map { (path($0), $0) }
            .sorted { left, right in
                left.0.lexicographicallyPrecedes(right.0) { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            }
            .map(\.1)
    }

    func indexed(_ row: Row) -> IndexedAccount {
        IndexedAccount(row.account, key: row.key, parent: parent(of: row)?.key, links: row.links)
    }

    func matches(_ row: Row, _ filter: AccountFilter, on system: SystemName?) -> Bool {
        filter.terms.allSatisfy { matches(row, $0.test, system) != $0.isNegated }
    }

    private func matches(_ row: Row, _ test: AccountFilter.Term.Test, _ system: SystemName?) -> Bool {
        switch test {
        case .text(let needles):
            row.search.contains(anyOf: needles, under: parent(of: row)?.search)
        case .parent(let needles): parent(of: row)?.search.contains(anyOf: needles) ?? false
        case .kinds(let kinds): kinds.contains(row.account.kind)
        case .storefront(let values): values.contains(row.account.isStorefrontManaged)
        case .system(let text):
            !Set(AccountFilter.systems(named: text, among: Self.systems)).isDisjoint(with: row.links.keys)
        case .changed(let span):
            span.seconds(now: Self.now)
                .contains(Int64(row.links.values.map(\.changed).reduce(row.account.updated, max).timeIntervalSince1970))
        case .nothing: false
        case .states(let states):
            if let system {
                states.contains(
                    AccountRow(key: row.key, account: row.account, links: row.links, parentCode: nil).state(on: system)
                )
            } else if row.links.isEmpty {
                states.contains(AccountFault(row.account) == nil ? .notSynchronized : .blocked)
            } else {
                row.links.values.contains { states.contains($0.state) }
            }
        }
    }

    /// The keys that a filter selects in the order of the tree, and those that only lead to them.
    func list(_ filter: AccountFilter, on system: SystemName?) -> (matches: [AccountKey], leads: Set<AccountKey>) {
        let found = tree.filter { matches($0, filter, on: system) }
        let keys = Set(found.map(\.key))
        var leads: Set<AccountKey> = []
        for row in found {
            var above = parent(of: row)
            while let lead = above {
                if !keys.contains(lead.key) { leads.insert(lead.key) }
                above = parent(of: lead)
            }
        }
        return (found.map(\.key), leads)
    }

    /// All keys in the order of a column.
    func sorted(by order: AccountQuery.Order, on system: SystemName) -> [AccountKey] {
        func texts(_ row: Row) -> [String] {
            let account = row.account
            return switch order {
            case .tree: path(row)
            case .code: [account.code.rawValue]
            case .name: [account.name.folded, account.code.rawValue]
            case .type: [account.kind.rawValue, account.code.rawValue]
            case .country: [account.country.trimmed.folded, account.code.rawValue]
            case .email: [account.email.folded, account.code.rawValue]
            case .status:
                [row.links[system]?.state.rawValue ?? "", AccountFault(account)?.rawValue ?? "", account.code.rawValue]
            }
        }
        return rows.values.map { (texts($0), $0.key) }
            .sorted { left, right in
                left.0.lexicographicallyPrecedes(right.0) { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            }
            .map(\.1)
    }
}
