import Accounts
import FoundationEssentials
import Synchronizing

extension Contents {
    func list(_ query: AccountQuery) -> AccountListing {
        let found = accounts.values.filter { account in query.filter.terms.allSatisfy { matches($0, account, query) } }
        let limit = query.limit ?? .max
        guard query.order == .tree else {
            let ordered = found.sorted { isOrdered(query, $0, $1) }.prefix(limit)
            let entries = ordered.compactMap { keys[$0.id].map { AccountListing.Entry(key: $0) } }
            let total = query.limit == nil ? accounts.count : entries.count
            return AccountListing(entries: entries, matches: entries.count, total: total)
        }
        let places = found.map { (path: path(of: $0), account: $0) }
            .sorted { $0.path.lexicographicallyPrecedes($1.path) }.prefix(limit)
        var shown: [[String]: Account] = [:]
        for (path, account) in places {
            shown[path] = account
            var above = query.filter.isEmpty ? nil : account.parent.flatMap { accounts[$0] }
            while let ancestor = above {
                shown[self.path(of: ancestor)] = ancestor
                above = ancestor.parent.flatMap { accounts[$0] }
            }
        }
        let matching = Set(places.compactMap { keys[$0.account.id] })
        return AccountListing(
            entries: tree(shown.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { ($0.key, $0.value.id) })
                .map {
                    .init(key: $0.key, depth: $0.depth, descendants: $0.descendants, isMatch: matching.contains($0.key))
                },
            matches: places.count,
            total: query.limit == nil ? accounts.count : places.count
        )
    }

    /// The rows that a query selects, in its order; a tree without the resellers that do not match.
    func matches(_ query: AccountQuery) -> [AccountRow] {
        let found = accounts.values.filter { account in query.filter.terms.allSatisfy { matches($0, account, query) } }
        let ordered =
            query.order == .tree
            ? found.map { (path: path(of: $0), account: $0) }
                .sorted { $0.path.lexicographicallyPrecedes($1.path) }.map(\.account)
            : found.sorted { isOrdered(query, $0, $1) }
        return ordered.prefix(query.limit ?? .max).compactMap(row)
    }

    private func tree(_ places: [(path: [String], id: AccountID)]) -> [AccountListing.Entry] {
        places.compactMap { place in
            let below = places.count { $0.path.count > place.path.count && $0.path.starts(with: place.path) }
            return keys[place.id]
                .map {
                    AccountListing.Entry(key: $0, depth: Int16(place.path.count - 1), descendants: Int32(below))
                }
        }
    }

    private func matches(_ term: AccountFilter.Term, _ account: Account, _ query: AccountQuery) -> Bool {
        let known = links[account.id, default: [:]]
        let isMatch =
            switch term.test {
            case .text(let needles):
                searchText(account).contains(anyOf: needles, under: reseller(of: account).map(searchText))
            case .parent(let needles): reseller(of: account).map(searchText)?.contains(anyOf: needles) ?? false
            case .kinds(let kinds): kinds.contains(account.kind)
            case .storefront(let values): values.contains(account.isStorefrontManaged)
            case .system(let text):
                !Set(AccountFilter.systems(named: text, among: Array(systems.keys))).isDisjoint(with: known.keys)
            case .changed(let span):
                span.seconds(now: Int64(Date().timeIntervalSince1970))
                    .contains(
                        Int64(
                            known.values.map(\.link.changed).reduce(account.updated, max).timeIntervalSince1970
                                .rounded(.down)
                        )
                    )
            case .nothing: false
            case .states(let states):
                if let system = query.system {
                    states.contains(state(of: account, on: system))
                } else if known.isEmpty {
                    states.contains(AccountFault(account) == nil ? .notSynchronized : .blocked)
                } else {
                    known.values.contains { states.contains($0.link.state) }
                }
            }
        return isMatch != term.isNegated
    }

    private func reseller(of account: Account) -> Account? { account.parent.flatMap { accounts[$0] } }

    func searchText(_ account: Account) -> SearchText {
        SearchText(account, externalIDs: links[account.id, default: [:]].values.compactMap(\.link.externalID))
    }

    private func isOrdered(_ query: AccountQuery, _ left: Account, _ right: Account) -> Bool {
        let (left, right) = (sortKey(query, left), sortKey(query, right))
        return query.isDescending ? right.lexicographicallyPrecedes(left) : left.lexicographicallyPrecedes(right)
    }

    private func sortKey(_ query: AccountQuery, _ account: Account) -> [String] {
        let code = account.code.rawValue
        switch query.order {
        case .tree, .code: return [code]
        case .name: return [account.name.folded, code]
        case .type: return [account.kind.rawValue, code]
        case .country: return [account.country, code]
        case .email: return [EmailAddress.fold(account.email), code]
        case .status:
            let state = query.system.flatMap { link(account.id, $0)?.state.rawValue }
            return [state ?? "", AccountFault(account)?.rawValue ?? "", code]
        }
    }
}
