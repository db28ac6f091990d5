import Accounts
import Foundation
import Synchronizing
import Telling

struct ResellerIDBookJSON: Encodable {
    struct Customer: Encodable {
        var account: ToldAccount
        var resellerId, state: String
        var since: Date

        init(_ customer: ResellerIDBook.Customer) {
            account = ToldAccount(customer.account)
            (resellerId, state, since) = (customer.id, customer.state.rawValue, customer.since)
        }
    }

    struct Reseller: Encodable {
        var account: ToldAccount
        var resellerId, state, provenance: String
        var since: Date
        /// How many customers carry its id.
        var customers: Int
        var differing: [Customer]
    }

    struct Shared: Encodable {
        var resellerId: String
        var resellers: [ToldAccount]
    }

    struct Refused: Encodable {
        var resellerId: String
        var count: Int
        var at: Date
        var account: ToldAccount
        var attempt, by, vendorsWords: String
        var accepted: Bool
    }

    var system: String
    var label: String?
    var resellers: [Reseller]
    var shared: [Shared]
    var withoutReseller: [Customer]
    var refused: [Refused]
    var remarks: [String]

    init(_ book: ResellerIDBook) {
        system = book.system.rawValue
        label = book.label
        resellers = book.resellers.map { reseller in
            Reseller(
                account: ToldAccount(reseller.account),
                resellerId: reseller.id,
                state: reseller.state.rawValue,
                provenance: reseller.provenance.phrase,
                since: reseller.since,
                customers: reseller.carriers,
                differing: reseller.differing.map(Customer.init)
            )
        }
        shared = book.shared.map { shared in
            Shared(resellerId: shared.id, resellers: shared.resellers.map { ToldAccount($0) })
        }
        withoutReseller = book.others.map(Customer.init)
        refused = book.refused.map { refused in
            Refused(
                resellerId: refused.id,
                count: refused.count,
                at: refused.last.at,
                account: ToldAccount(refused.account),
                attempt: refused.last.intent.attempt.rawValue,
                by: refused.last.intent.by,
                vendorsWords: refused.last.words,
                accepted: refused.isAccepted
            )
        }
        remarks = book.remarks
    }
}
