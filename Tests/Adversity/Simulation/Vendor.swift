import Accounts
import Invariants
import Synchronizing

/// A vendor like the public SDK's sample: every synchronize request creates a new account, even if there is one.
///
/// Its exists call tells the truth, and no request is executed later than `lag` allows.
final class Vendor {
    struct Entry {
        let id: ExternalID
        /// Our accounts that it belongs to: two if it merged them, none if it is a stranger's.
        var members: Set<AccountID>
        /// The email by which the exists call finds it, if it is a stranger's.
        var strangersEmail: String?
    }

    private struct Late {
        let due: Int
        let request: SyncRequest
        let attempt: AttemptID
    }

    /// Whether it answers a repeated request with the existing account.
    var isSafeToRepeat = false
    private(set) var entries: [Entry] = []
    /// The attempts whose requests arrived.
    var arrived: Set<AttemptID> = []
    /// The executed creates, by account and attempt.
    private(set) var executed: [(attempt: AttemptID, account: AccountID)] = []
    private var late: [Late] = []
    private var ids = 0

    func entry(_ id: ExternalID) -> Entry? { entries.first { $0.id == id } }

    func entry(of account: AccountID) -> Entry? { entries.first { $0.members.contains(account) } }

    /// The answer to the exists call.
    func find(_ account: Account) -> ExternalID? {
        entry(of: account.id)?.id ?? entries.first { $0.strangersEmail == EmailAddress.fold(account.email) }?.id
    }

    private func freshID() -> ExternalID {
        ids += 1
        return ExternalID("v-\(ids)")
    }

    /// Somebody else creates an account: one of ours, or a stranger's with the same email.
    @discardableResult
    func makeByHand(_ account: Account, isStranger: Bool = false) -> ExternalID {
        let id = freshID()
        let email = isStranger ? EmailAddress.fold(account.email) : nil
        entries.append(Entry(id: id, members: isStranger ? [] : [account.id], strangersEmail: email))
        return id
    }

    func removeStrangers() { entries.removeAll { $0.strangersEmail != nil } }

    /// An account that was merged with another gets its own entry.
    func split(_ account: AccountID) -> ExternalID? {
        guard let index = entries.firstIndex(where: { $0.members.contains(account) && $0.members.count > 1 })
        else { return nil }
        entries[index].members.remove(account)
        let id = freshID()
        entries.append(Entry(id: id, members: [account]))
        return id
    }

    /// Creates the requested account.
    func execute(_ request: SyncRequest, _ attempt: AttemptID, _ world: World, merging: Bool = false) -> ExternalID {
        let account = request.account.id
        if let there = entry(of: account) {
            if isSafeToRepeat { return there.id }
            world.violate(.oneCreate, "\(account) is made a second time, by \(attempt); it is there as \(there.id)")
        }
        executed.append((attempt, account))
        world.note("the vendor executes \(attempt) for \(account)")
        if merging, let index = entries.indices.first(where: { !entries[$0].members.isEmpty }) {
            entries[index].members.insert(account)
            return entries[index].id
        }
        world.report.creates += 1
        entries.append(Entry(id: freshID(), members: [account]))
        return ExternalID("v-\(ids)")
    }

    func executeLater(_ request: SyncRequest, _ attempt: AttemptID, due: Int) {
        late.append(Late(due: due, request: request, attempt: attempt))
    }

    /// When the next late request is executed.
    var nextDue: Int? { late.map(\.due).min() }

    func executeDue(_ world: World) {
        while let index = late.firstIndex(where: { $0.due <= world.clock.time }) {
            let one = late.remove(at: index)
            _ = execute(one.request, one.attempt, world)
            world.checker.look(world)
        }
    }
}
