import Accounts
import Foundation
import GRDB
import Synchronization

/// An account with the values by which it is found and ordered, which cost the most of what is written.
struct FoldedAccount: Sendable {
    let account: Account
    private let search: String
    private let name: String
    private let email: String
    private let fault: String?

    init(_ account: Account) {
        self.account = account
        search = SearchText(account).text
        name = account.name.folded
        email = EmailAddress.fold(account.email)
        fault = AccountFault(account)?.rawValue
    }

    private static let columns = [
        "id", "code", "name", "kind", "parent", "email", "country", "phone", "website", "first_name", "last_name",
        "line1", "line2", "city", "post_code", "state", "storefront", "created", "updated", "revision", "search",
        "name_folded", "email_folded", "fault", "path", "depth", "version",
    ]

    /// The values of the columns, at a place in the tree.
    func arguments(path: String, depth: Int, version: Int) -> StatementArguments {
        let (contact, address) = (account.contact, account.address)
        return [
            account.id, account.code, account.name, account.kind, account.parent, account.email, account.country,
            account.phone, account.website, contact.firstName, contact.lastName, address.line1, address.line2,
            address.city, address.postCode, address.state, account.isStorefrontManaged,
            account.created.timeIntervalSinceReferenceDate, account.updated.timeIntervalSinceReferenceDate,
            account.revision, search, name, email, fault, path, depth, version,
        ]
    }

    /// Inserts an account, or replaces the one with the same id; any other conflict is an error.
    static let replacement = """
        INSERT INTO accounts (\(columns.joined(separator: ", ")))
        VALUES (\(columns.map { _ in "?" }.joined(separator: ", ")))
        ON CONFLICT (id) DO UPDATE SET
        \(columns.dropFirst().map { "\($0) = excluded.\($0)" }.joined(separator: ", "))
        """
}

extension [Account] {
    /// Folds all of them, on all cores if there are many.
    func folded() -> [FoldedAccount] {
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
