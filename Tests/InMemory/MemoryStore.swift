public import Accounts
public import FoundationEssentials
public import Synchronizing

/// The three ports over a `MemoryDisk`, for one process: with its end, whatever it was sending is free to be taken over.
public final class MemoryStore: Sendable {
    /// What it is opened on.
    public let disk: MemoryDisk
    /// The process's name in the rows that it holds.
    public let owner: String
    private let fate: @Sendable (Write) -> Fate

    /// Opens a disk for a process; `fate` decides what becomes of each writing call.
    public init(_ disk: MemoryDisk, owner: String, fate: @escaping @Sendable (Write) -> Fate = { _ in .done }) {
        self.disk = disk
        self.owner = owner
        self.fate = fate
        disk.tamper { _ = $0.owners.insert(owner) }
    }

    deinit { die() }

    /// Ends the process, as a kill does.
    public func die() { disk.tamper { _ = $0.owners.remove(owner) } }

    private func write<Value: Sendable>(
        _ write: Write,
        _ body: (inout Contents) throws(StoreFailure) -> Value
    ) throws(StoreFailure) -> Value {
        switch fate(write) {
        case .done: return try disk.transaction(body)
        case .lost(let failure): throw failure
        case .doneUnknown(let failure):
            _ = try disk.transaction(body)
            throw failure
        }
    }
}

extension MemoryStore: Journal {
    /// The name of the workspace.
    public func workspace() throws(StoreFailure) -> WorkspaceID { "memory" }

    /// The states of all accounts that have a link on a system.
    public func states(on system: SystemName) throws(StoreFailure) -> [AccountID: SyncState] {
        try disk.transaction { $0.links.compactMapValues { $0[system]?.link.state } }
    }

    /// All that is known of an account on a system.
    public func situation(of account: AccountID, on system: SystemName) throws(StoreFailure) -> Situation? {
        try disk.transaction { $0.situation(of: account, on: system) }
    }

    /// Takes or keeps the claim and writes the intent down.
    public func commit(_ intent: Intent) throws(StoreFailure) -> IntentVerdict {
        try write(.intent) { contents throws(StoreFailure) in try contents.commit(intent, owner: owner) }
    }

    /// Whether the link is still sending with this attempt, for this process.
    public func isSending(_ attempt: AttemptID) throws(StoreFailure) -> Bool {
        try disk.transaction { $0.isSending(attempt, owner: owner) }
    }

    /// Writes an outcome down.
    public func commit(
        _ outcome: Outcome,
        of attempt: AttemptID,
        at moment: Moment
    ) throws(StoreFailure) -> OutcomeVerdict {
        try write(.outcome) { $0.commit(outcome, of: attempt, at: moment, owner: owner) }
    }

    /// Writes down that exists found an account before anything was sent.
    public func recordFound(
        _ id: ExternalID,
        request: SyncRequest,
        on system: SystemName,
        at moment: Moment,
        by: String
    ) throws(StoreFailure) -> OutcomeVerdict {
        try write(.finding) { contents throws(StoreFailure) in
            try contents.recordFound(id, request: request, on: system, at: moment, by: by)
        }
    }

    /// Puts every link whose process died while sending in doubt.
    public func takeOver(at moment: Moment, by: String) throws(StoreFailure) -> [Link] {
        try write(.takeOver) { $0.takeOver(at: moment, by: by) }
    }

    /// The links that need the operator, oldest first.
    public func openCases(on system: SystemName?) throws(StoreFailure) -> [OpenCase] {
        try disk.transaction { $0.openCases(on: system) }
    }

    /// What needs the operator about one account on a system; an abandoned one can still be adopted.
    public func openCase(of account: AccountID, on system: SystemName) throws(StoreFailure) -> OpenCase? {
        try disk.transaction { $0.openCase(of: account, on: system) }
    }

    /// Writes down what exists said about a link in doubt.
    public func record(_ probe: Probe, of link: Link, by: String) throws(StoreFailure) {
        try write(.probe) { $0.record(probe, of: link, by: by) }
    }

    /// Links an id.
    public func adopt(_ adoption: Adoption, at moment: Moment, by: String) throws(StoreFailure) -> OutcomeVerdict {
        try write(.decision) { $0.adopt(adoption, at: moment, by: by) }
    }

    /// Gives a link up.
    public func abandon(_ link: Link, at moment: Moment, by: String) throws(StoreFailure) -> OutcomeVerdict {
        try write(.decision) { $0.abandon(link, at: moment, by: by) }
    }

    /// Undoes an adoption.
    public func unlink(_ link: Link, at moment: Moment, by: String) throws(StoreFailure) -> OutcomeVerdict {
        try write(.decision) { $0.unlink(link, at: moment, by: by) }
    }

    /// The history, newest first.
    public func history(of account: AccountID?, limit: Int) throws(StoreFailure) -> [LogEntry] {
        let log = try disk.transaction { $0.log }
        let chosen = log.lazy.reversed().map(\.entry).filter { account == nil || $0.account == account }
        return Array(chosen.prefix(limit))
    }
}

extension MemoryStore: SystemRegistry {
    /// All systems by name.
    public func systems() throws(StoreFailure) -> [ProvisioningSystem] {
        try disk.transaction { $0.systems.values.sorted { $0.name < $1.name } }
    }

    /// Registers a system.
    public func add(_ system: ProvisioningSystem, sameVendor: Bool) throws(StoreFailure) -> RegistryVerdict {
        try write(.registry) { $0.add(system, sameVendor: sameVendor) }
    }

    /// Replaces a registration.
    public func update(_ system: ProvisioningSystem) throws(StoreFailure) -> RegistryVerdict {
        try write(.registry) { $0.update(system) }
    }

    /// Forgets a system that was never used.
    public func remove(_ name: SystemName) throws(StoreFailure) -> RegistryVerdict {
        try write(.registry) { $0.remove(name) }
    }

    /// Hides a system, or shows it again.
    public func setDisabled(_ name: SystemName, _ isDisabled: Bool) throws(StoreFailure) -> RegistryVerdict {
        try write(.registry) { $0.setDisabled(name, isDisabled) }
    }

    /// Pauses a system, or lifts the pause.
    public func setPause(_ name: SystemName, _ reason: String?) throws(StoreFailure) {
        try write(.registry) { $0.systems[name]?.pause = reason }
    }

    /// Remembers that exists can be believed.
    public func setExistsProved(_ name: SystemName) throws(StoreFailure) {
        try write(.registry) { $0.systems[name]?.isExistsProved = true }
    }

    /// The definitions that a system answered last.
    public func definitions(of name: SystemName) throws(StoreFailure) -> SyncOptionDefinitions? {
        try disk.transaction { $0.definitions[name] }
    }

    /// Keeps what a system answered.
    public func keep(
        _ fields: [FieldDefinition],
        of name: SystemName,
        fetched: Date
    ) throws(StoreFailure) -> SyncOptionDefinitions {
        try write(.registry) { contents throws(StoreFailure) in
            try contents.keep(fields, of: name, fetched: fetched)
        }
    }
}

extension MemoryStore: AccountDirectory {
    /// The accounts that a query selects, in its order.
    public func list(_ query: AccountQuery) throws(StoreFailure) -> AccountListing {
        try disk.transaction { $0.list(query) }
    }

    /// What a list shows of some accounts.
    public func rows(_ keys: [AccountKey]) throws(StoreFailure) -> [AccountRow] {
        try disk.transaction { contents in
            let accounts = Dictionary(uniqueKeysWithValues: contents.keys.map { ($0.value, $0.key) })
            return keys.compactMap { accounts[$0].flatMap { contents.accounts[$0] }.flatMap(contents.row) }
        }
    }

    /// The account with a code.
    public func row(code: AccountCode) throws(StoreFailure) -> AccountRow? {
        try disk.transaction { contents in contents.accounts.values.first { $0.code == code }.flatMap(contents.row) }
    }

    /// The account with an id.
    public func row(id: AccountID) throws(StoreFailure) -> AccountRow? {
        try disk.transaction { contents in contents.accounts[id].flatMap(contents.row) }
    }

    /// How many accounts are in each state on a system.
    public func counts(on system: SystemName) throws(StoreFailure) -> [SyncState: Int] {
        try disk.transaction { $0.counts(on: system) }
    }

    /// The other accounts that use an email.
    public func emailUses(
        _ email: String,
        on system: SystemName,
        except account: AccountID
    ) throws(StoreFailure) -> [Relative] {
        try disk.transaction { $0.emailUses(email, on: system, except: account) }
    }

    /// The resellers synchronized on a system.
    public func parents(on system: SystemName, matching text: String, limit: Int) throws(StoreFailure) -> [Relative] {
        try disk.transaction { $0.parents(on: system, matching: text, limit: limit) }
    }

    /// The end customer of a reseller that comes next.
    public func nextCustomer(
        of reseller: AccountID,
        after code: AccountCode?,
        on system: SystemName
    ) throws(StoreFailure) -> AccountID? {
        try disk.transaction { $0.nextCustomer(of: reseller, after: code, on: system) }
    }

    /// All accounts, parents before children.
    public func allAccounts() throws(StoreFailure) -> [Account] { try disk.transaction { $0.allAccounts() } }

    /// The ids of the accounts whose type and parent cannot change any more.
    public func lockedAccounts() throws(StoreFailure) -> Set<AccountID> {
        try disk.transaction { $0.lockedAccounts() }
    }

    /// Adds accounts, or replaces those with a known id.
    public func write(_ accounts: [Account]) throws(StoreFailure) {
        try write(.accounts) { contents throws(StoreFailure) in try contents.write(accounts) }
    }

    /// A number that is different after every change.
    public func version() throws(StoreFailure) -> Int {
        try disk.transaction { contents in
            contents.log.count &+ contents.accounts.values.reduce(0) { $0 &+ $1.hashValue }
                &+ contents.systems.values.reduce(0) { $0 &+ $1.hashValue }
        }
    }
}
