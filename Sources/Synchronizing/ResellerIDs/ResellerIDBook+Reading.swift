import Accounts
import FoundationEssentials

extension ResellerIDBook {
    /// Takes in the accounts of a workspace one after the other, and keeps only what the book needs of them.
    struct Reading: Sendable {
        private let system: SystemName
        private let definitions: SyncOptionDefinitions
        private var resellers: [AccountID: Reseller] = [:]
        /// The customers that do not carry the id of a reseller that was read before them, each with its reseller.
        private var pending: [(customer: Customer, reseller: AccountID?)] = []
        private var accepted: Set<String> = []

        init(of system: SystemName, _ definitions: SyncOptionDefinitions) {
            (self.system, self.definitions) = (system, definitions)
        }

        mutating func take(_ rows: [AccountRow]) {
            for row in rows { if let link = row.links[system] { take(row.account, link) } }
        }

        private mutating func take(_ account: Account, _ link: Link) {
            // In these states the vendor has, or may have, what was sent; the email's rule is the id's, too.
            guard link.state.holdsEmail else { return }
            let id = (link.option(.resellerID, by: definitions) ?? "").trimmed
            if link.state == .synchronized, link.origin == .created { accepted.insert(id.key) }
            guard account.kind != .reseller else {
                let reseller = Reseller(
                    account: account,
                    id: id,
                    state: link.state,
                    since: link.changed,
                    provenance: .kept(link)
                )
                resellers[account.id] = reseller
                return
            }
            let above = link.parent ?? account.parent
            if let above, let reseller = resellers[above], reseller.id.key == id.key {
                resellers[above]?.carriers += 1
            } else if above != nil || !id.isEmpty {
                let customer = Customer(account: account, id: id, state: link.state, since: link.changed)
                pending.append((customer, above))
            }
        }

        /// The book, once all accounts were taken in; `accounts` are those of the refused attempts.
        func book(_ refused: [RefusedAttempt], of accounts: [AccountID: Account]) -> ResellerIDBook {
            var resellers = resellers
            var others: [Customer] = []
            for (customer, id) in pending {
                guard let id, let reseller = resellers[id] else {
                    if !customer.id.isEmpty { others.append(customer) }
                    continue
                }
                // A customer can be read before the reseller under which it was sent.
                if reseller.id.key == customer.id.key {
                    resellers[id]?.carriers += 1
                } else {
                    resellers[id]?.differing.append(customer)
                }
            }
            let all = resellers.values.sorted { $0.account.code < $1.account.code }
            return ResellerIDBook(
                system: system,
                label: definitions.field(meaning: .resellerID)?.label,
                resellers: all,
                shared: Self.shared(all),
                others: others,
                refused: self.refused(refused, accounts)
            )
        }

        private static func shared(_ resellers: [Reseller]) -> [Shared] {
            let byID = Dictionary(grouping: resellers.filter { !$0.id.isEmpty }, by: \.id.key)
            return byID.values.filter { $0.count > 1 }.map { Shared(id: $0[0].id, resellers: $0.map(\.account)) }
                .sorted { $0.id < $1.id }
        }

        private func refused(_ attempts: [RefusedAttempt], _ accounts: [AccountID: Account]) -> [Refused] {
            var found: [Refused] = []
            var places: [String: Int] = [:]
            // A refused key says nothing about the id.
            for attempt in attempts.sorted(by: { $0.at > $1.at }) where attempt.reason?.refusesKey != true {
                let id = (definitions.value(of: .resellerID, in: attempt.intent.options) ?? "").trimmed
                guard !id.isEmpty, let account = accounts[attempt.intent.account] else { continue }
                if let place = places[id.key] {
                    found[place].count += 1
                } else {
                    places[id.key] = found.count
                    found.append(
                        Refused(
                            id: id,
                            count: 1,
                            last: attempt,
                            account: account,
                            isAccepted: accepted.contains(id.key)
                        )
                    )
                }
            }
            return found
        }
    }
}

extension String {
    /// Ids are compared without regard to case, since nobody would give two resellers such ids.
    fileprivate var key: String { KnownResellerIDs.key(self) }
}
