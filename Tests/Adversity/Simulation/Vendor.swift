import Accounts
import Invariants
import Synchronizing

/// A vendor as the public SDK's sample is: every synchronize makes a new account, whatever was there.
///
/// Its exists tells the truth, and nothing that it was asked is executed later than `lag` allows.
final class Vendor {
    struct Entry {
        let id: ExternalID
        /// Whose it is; more than one where it merged two, nobody's of ours where it is a stranger's.
        var members: Set<AccountID>
        /// The email that exists finds it by, where it is a stranger's.
        var strangersEmail: String?
    }

    private struct Late {
        let due: Int
        let request: SyncRequest
        let attempt: AttemptID
    }

    /// Whether it answers a repeat with the account that is there.
    var isSafeToRepeat = false
    private(set) var entries: [Entry] = []
    /// The attempts whose requests arrived.
    var arrived: Set<AttemptID> = []
    /// The executed creates: how many of each account, by attempt.
    private(set) var executed: [(attempt: AttemptID, account: AccountID)] = []
    private var late: [Late] = []
    private var ids = 0

    func entry(_ id: ExternalID) -> Entry? { entries.first { $0.id == id } }

    func entry(of account: AccountID) -> Entry? { entries.first { $0.members.contains(account) } }

    /// What exists answers.
    func find(_ account: Account) -> ExternalID? {
        entry(of: account.id)?.id ?? entries.first { $0.strangersEmail == EmailAddress.fold(account.email) }?.id
    }

    private func freshID() -> ExternalID {
        ids += 1
        return ExternalID("v-\(ids)")
    }

    /// Somebody else makes an account: for one of ours, or a stranger's with the same email.
    @discardableResult
    func makeByHand(_ account: Account, isStranger: Bool = false) -> ExternalID {
        let id = freshID()
        let email = isStranger ? EmailAddress.fold(account.email) : nil
        entries.append(Entry(id: id, members: isStranger ? [] : [account.id], strangersEmail: email))
        return id
    }

    /// The strangers go away.
    func removeStrangers() { entries.removeAll { $0.strangersEmail != nil } }

    /// An account that was merged with another gets an entry of its own.
    func split(_ account: AccountID) -> ExternalID? {
        guard let index = entries.firstIndex(where: { $0.members.contains(account) && $0.members.count > 1 })
        else { return nil }
        entries[index].members.remove(account)
        let id = freshID()
        entries.append(Entry(id: id, members: [account]))
        return id
    }

    /// Makes the account that was asked for.
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
