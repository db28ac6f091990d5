import Accounts
import Foundation
import Synchronizing
import Telling

struct ResellerIDBookJSON: Encodable {
    struct Account: Encodable {
        var code, name: String

        init(_ account: Accounts.Account) { (code, name) = (account.code.rawValue, account.name) }
    }

    struct Customer: Encodable {
        var account: Account
        var resellerId, state: String
        var since: Date

        init(_ customer: ResellerIDBook.Customer) {
            account = Account(customer.account)
            (resellerId, state, since) = (customer.id, customer.state.rawValue, customer.since)
        }
    }

    struct Reseller: Encodable {
        var account: Account
        var resellerId, state, provenance: String
        var since: Date
        /// How many customers carry its id.
        var customers: Int
        var differing: [Customer]
    }

    struct Shared: Encodable {
        var resellerId: String
        var resellers: [Account]
    }

    struct Refused: Encodable {
        var resellerId: String
        var count: Int
        var at: Date
        var account: Account
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
                account: Account(reseller.account),
                resellerId: reseller.id,
                state: reseller.state.rawValue,
                provenance: reseller.provenance.phrase,
                since: reseller.since,
                customers: reseller.carriers,
                differing: reseller.differing.map(Customer.init)
            )
        }
        shared = book.shared.map { Shared(resellerId: $0.id, resellers: $0.resellers.map(Account.init)) }
        withoutReseller = book.others.map(Customer.init)
        refused = book.refused.map { refused in
            Refused(
                resellerId: refused.id,
                count: refused.count,
                at: refused.last.at,
                account: Account(refused.account),
                attempt: refused.last.intent.attempt.rawValue,
                by: refused.last.intent.by,
                vendorsWords: refused.last.words,
                accepted: refused.isAccepted
            )
        }
        remarks = book.remarks
    }
}
