public import Accounts

/// The port to the accounts of a workspace: looking through a million of them, and taking in what a file brings.
public protocol AccountDirectory: Sendable {
    /// The accounts that a query selects, in its order: only what a list needs to move in them.
    func list(_ query: AccountQuery) async throws(StoreFailure) -> AccountListing

    /// What a list shows of some accounts, in the order of the keys; an account that is gone is left out.
    func rows(_ keys: [AccountKey]) async throws(StoreFailure) -> [AccountRow]

    /// The account with a code, with its links.
    func row(code: AccountCode) async throws(StoreFailure) -> AccountRow?

    /// The account with an id, with its links.
    func row(id: AccountID) async throws(StoreFailure) -> AccountRow?

    /// How many accounts are in each state on a system; those without a link are *blocked* if their own data would block them, else
    /// *not synchronized*.
    func counts(on system: SystemName) async throws(StoreFailure) -> [SyncState: Int]

    /// The other accounts that use an email, as their own or as it was sent to the system; compared folded. At most 20.
    func emailUses(
        _ email: String,
        on system: SystemName,
        except account: AccountID
    ) async throws(StoreFailure) -> [Relative]

    /// The resellers synchronized on a system in which all words of a text are found as a filter finds them, by code.
    func parents(
        on system: SystemName,
        matching text: String,
        limit: Int
    ) async throws(StoreFailure) -> [Relative]

    /// The end customer of a reseller that comes next by code, after one or the first, and is not synchronized on a system.
    func nextCustomer(
        of reseller: AccountID,
        after code: AccountCode?,
        on system: SystemName
    ) async throws(StoreFailure) -> AccountID?

    /// All accounts, parents before children, as a file holds them.
    func allAccounts() async throws(StoreFailure) -> [Account]

    /// What is made of the accounts as they are at one moment; nothing is written.
    func inspectAccounts<Value: Sendable>(
        _ body: @escaping @Sendable (any AccountBook<StoreFailure>) throws(StoreFailure) -> Value
    ) async throws(StoreFailure) -> Value

    /// Writes what a plan makes of the accounts as they are, in the one transaction that it is planned in: nobody comes between, and
    /// it is done whole or not at all.
    ///
    /// The plan returns the accounts to be written, parents first: new ones, or with a known id what stands in the place of the one
    /// that is there. Returns nil where it was stopped; nothing is written then.
    func changeAccounts<Plan: Sendable>(
        unless isStopped: @escaping @Sendable () -> Bool,
        _ plan: @escaping @Sendable (any AccountBook<StoreFailure>) throws(StoreFailure) -> ([Account], Plan)
    ) async throws(StoreFailure) -> Plan?

    /// A number that grows with every change to the workspace by whatever process; cheap to ask.
    func version() async throws(StoreFailure) -> Int
}

extension AccountDirectory {
    /// Writes accounts as they are, whatever is there: to furnish a workspace.
    package func write(_ accounts: [Account]) async throws(StoreFailure) {
        _ = try await changeAccounts(unless: { false }, { _ throws(StoreFailure) in (accounts, true) })
    }
}

/// The store's own key of an account; stable while the account is there.
public struct AccountKey: Hashable, Sendable {
    /// The key.
    public let rawValue: Int64

    /// Wraps a key.
    public init(_ rawValue: Int64) { self.rawValue = rawValue }
}

/// What to list, and how.
public struct AccountQuery: Hashable, Sendable {
    /// By what the list is ordered.
    public enum Order: String, Hashable, Sendable, CaseIterable {
        /// Customers under their resellers, by code.
        case tree
        /// By code.
        case code
        /// By name, case folded.
        case name
        /// By type, then code.
        case type
        /// By country, then code.
        case country
        /// By email, case folded.
        case email
        /// By the state on the query's system, then code.
        case status
    }

    /// What the accounts must match.
    public var filter: AccountFilter
    /// By what they are ordered.
    public var order: Order
    /// Whether the order is turned around; not for the tree.
    public var isDescending: Bool
    /// The system that states and `status:` are about; nil: any.
    public var system: SystemName?
    /// The most to answer; nil: all.
    public var limit: Int?

    /// Makes a query.
    public init(
        filter: AccountFilter = AccountFilter(""),
        order: Order = .tree,
        isDescending: Bool = false,
        system: SystemName? = nil,
        limit: Int? = nil
    ) {
        self.filter = filter
        self.order = order
        self.isDescending = isDescending
        self.system = system
        self.limit = limit
    }
}

/// The accounts that a query selected, in its order.
public struct AccountListing: Sendable {
    /// A line of the list.
    public struct Entry: Hashable, Sendable {
        /// The account.
        public var key: AccountKey
        /// How deep it stands in the tree; 0 in a flat list.
        ///
        /// In a filtered tree, resellers that do not match themselves stand above
        /// their matching customers.
        public var depth: Int16
        /// How many of the following entries stand below it.
        public var descendants: Int32

        /// Makes an entry.
        public init(key: AccountKey, depth: Int16 = 0, descendants: Int32 = 0) {
            self.key = key
            self.depth = depth
            self.descendants = descendants
        }
    }

    /// The lines in order.
    public var entries: [Entry]
    /// How many accounts match.
    public var matches: Int
    /// How many accounts there are at all.
    public var total: Int

    /// Makes a listing.
    public init(entries: [Entry] = [], matches: Int = 0, total: Int = 0) {
        self.entries = entries
        self.matches = matches
        self.total = total
    }
}

/// What is shown of an account in a list.
public struct AccountRow: Hashable, Sendable {
    /// The key.
    public var key: AccountKey
    /// The account.
    public var account: Account
    /// What is known of it on each system where anything is.
    public var links: [SystemName: Link]
    /// The reseller's code, if there is one.
    public var parentCode: AccountCode?

    /// Makes a row.
    public init(key: AccountKey, account: Account, links: [SystemName: Link], parentCode: AccountCode?) {
        self.key = key
        self.account = account
        self.links = links
        self.parentCode = parentCode
    }

    /// The Provisioning Sync Status on a system: the link's, or what the account's own data says.
    public func state(on system: SystemName) -> SyncState {
        links[system]?.state ?? (AccountFault(account) == nil ? .notSynchronized : .blocked)
    }
}
