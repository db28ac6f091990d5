package import Accounts
import Foundation
import Synchronization

/// An account with the values by which it is found and ordered, which cost the most of what is written.
package struct FoldedAccount: Sendable {
    package let account: Account
    private let search: String
    private let name: String
    private let email: String
    private let fault: String?

    package init(_ account: Account) {
        self.account = account
        search = SearchText(account).text
        name = account.name.folded
        email = EmailAddress.fold(account.email)
        fault = AccountFault(account)?.rawValue
    }

    /// The columns, in the order in which the values are written.
    package static let columns =
        Account.storedColumns + ["search", "name_folded", "email_folded", "fault", "path", "depth", "version"]

    /// Writes the values of the columns, at a place in the tree.
    package func write(to values: inout some AccountValues, path: String, depth: Int, version: Int) {
        values.text(account.id.rawValue)
        values.text(account.code.rawValue)
        values.text(account.name)
        values.text(account.kind.rawValue)
        values.text(account.parent?.rawValue)
        values.text(account.email)
        values.text(account.country)
        values.text(account.phone)
        values.text(account.website)
        values.text(account.contact.firstName)
        values.text(account.contact.lastName)
        values.text(account.address.line1)
        values.text(account.address.line2)
        values.text(account.address.city)
        values.text(account.address.postCode)
        values.text(account.address.state)
        values.number(account.isStorefrontManaged ? 1 : 0)
        values.number(account.created.timeIntervalSinceReferenceDate)
        values.number(account.updated.timeIntervalSinceReferenceDate)
        values.number(account.revision)
        values.text(account.origin?.source.rawValue)
        values.number(account.origin?.asOf.timeIntervalSinceReferenceDate)
        values.number(account.origin?.unseen ?? 0)
        values.text(search)
        values.text(name)
        values.text(email)
        values.text(fault)
        values.text(path)
        values.number(depth)
        values.number(version)
    }
}

/// Takes the values of an account, one after the other.
package protocol AccountValues {
    mutating func text(_ text: String)
    mutating func text(_ text: String?)
    mutating func number(_ number: Int)
    mutating func number(_ number: Double)
    mutating func number(_ number: Double?)
}

extension [Account] {
    /// Folds all of them, on all cores if there are many.
    package func folded() -> [FoldedAccount] {
        let cores = ProcessInfo.processInfo.activeProcessorCount
        guard count >= 100, cores > 1 else { return map(FoldedAccount.init) }
        let share = (count + cores - 1) / cores
        let parts = Mutex<[Int: [FoldedAccount]]>([:])
        DispatchQueue.concurrentPerform(iterations: cores) { core in
            let part = self[Swift.min(core * share, count)..<Swift.min((core + 1) * share, count)]
            let folded = part.map(FoldedAccount.init)
            parts.withLock { $0[core] = folded }
        }
        return parts.withLock { parts in (0..<cores).flatMap { parts[$0] ?? [] } }
    }
}
