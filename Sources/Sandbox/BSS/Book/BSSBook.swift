/// What the BSS has now: the accounts that it began with, and over them what was changed since.
///
/// Only events change it, so that a file of events is the difference from the beginning.
struct BSSBook: Sendable {
    /// A change, which is one line of the state file.
    enum Event: Codable, Hashable, Sendable {
        /// An account as it is from now on, new or changed.
        case written(account: BSSAccount)
        case deleted(id: Int)
        case ordered(subscription: BSSSubscription)
    }

    private let source: any AccountSource
    /// The accounts that were written.
    private var written: [Int: BSSAccount] = [:]
    /// The accounts of the source that were deleted, whether or not there is one with their id again.
    private var deleted: Set<Int> = []
    private(set) var byCreation: AccountOrdering
    private(set) var byUpdate: AccountOrdering
    private(set) var subscriptions: [BSSSubscription] = []
    private var lastID: Int
    private var lastMoment: BSSMoment

    init(_ book: BSSConfiguration.Book) {
        let source: any AccountSource =
            switch book {
            case .accounts(let accounts): ListedAccounts(accounts)
            case .generated(let count): GeneratedAccounts(count: count)
            }
        self.source = source
        byCreation = AccountOrdering(source, by: .created)
        byUpdate = AccountOrdering(source, by: .updated)
        (lastID, lastMoment) = (source.lastID, source.lastMoment)
    }

    var count: Int { byCreation.count }
    /// An id that no account has had.
    var nextID: Int { lastID + 1 }
    /// A moment for a change: now, but always after all others, so that the order of changes is theirs.
    func nextMoment(now: BSSMoment) -> BSSMoment { max(now, lastMoment + 1) }

    func account(_ id: Int) -> BSSAccount? {
        written[id] ?? (deleted.contains(id) ? nil : source.account(id))
    }

    func id(code: String) -> Int? {
        let found = written.values.first { $0.code == code }?.id ?? source.id(code: code)
        return found.flatMap { account($0)?.code == code ? $0 : nil }
    }

    private func isOfSource(_ id: Int) -> Bool { !deleted.contains(id) && source.account(id) != nil }

    /// Applies an event; deleting an account that is not there changes nothing.
    mutating func apply(_ event: Event) {
        switch event {
        case .written(let account):
            if isOfSource(account.id) {
                byUpdate.leavePlace(account.id)
            } else if written[account.id] == nil {
                byCreation.append(account.id)
            }
            if written.updateValue(account, forKey: account.id) != nil { byUpdate.remove(account.id) }
            byUpdate.append(account.id)
            lastID = max(lastID, account.id)
            lastMoment = max(lastMoment, account.updated)
        case .deleted(let id):
            let isWritten = written.removeValue(forKey: id) != nil
            if isWritten { byUpdate.remove(id) }
            if isOfSource(id) {
                byUpdate.leavePlace(id)
                byCreation.leavePlace(id)
                deleted.insert(id)
            } else if isWritten {
                byCreation.remove(id)
            }
        case .ordered(let subscription):
            subscriptions.append(subscription)
            lastMoment = max(lastMoment, subscription.created)
        }
    }
}
