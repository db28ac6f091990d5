package import Accounts

/// The rows of a book as one transaction sees them, in either store.
///
/// A statement that both stores understand is written once: its values are `$1`, `$2` and so on and take the type of
/// what they are compared with, and `dialect` has the few words that differ. What a store does in a way of its own is a
/// requirement.
package protocol BookRows {
    var dialect: any Dialect { get }

    /// Calls with each row that a statement selects until `body` returns false; a row is valid only during the call.
    func each(_ sql: String, _ values: [(any Storable)?], _ body: (any StoredColumns) throws -> Bool) throws

    /// The number that a statement selects; 0 if there is none.
    func count(_ sql: String, _ values: [(any Storable)?]) throws -> Int

    /// Executes a statement that changes rows; returns how many.
    @discardableResult
    func change(_ sql: String, _ values: [(any Storable)?]) throws -> Int

    /// Executes a statement that changes rows for certain; a store may do it along with the next one, and throw there.
    func write(_ sql: String, _ values: [(any Storable)?]) throws

    /// Asks what will be asked next, for a store to which that is one way instead of many; in `ask` nothing is found.
    func foresee(_ ask: () throws -> Void) throws

    /// Locks an account's row, as everything does that is about to decide about the account.
    func lockAccount(_ id: AccountID) throws

    /// Lets nobody else add a system before the transaction ends: two names that are alike see nothing of each other.
    func lockSystems() throws

    /// Writes a link after whoever has read it, or that there is none, and keeps it so.
    func put(_ link: StoredLink, inPlaceOf old: Link?) throws

    /// Marks an account as changed, and lets it be found by the ids that its links have now; `link` is one that was just put.
    func refreshAccount(_ id: AccountID, with link: Link?) throws

    /// Another account that holds an email at a vendor; nil if the email is empty.
    func emailHolder(_ email: String, claimKey: String, except account: AccountID) throws -> AccountCode?

    /// Whether another account is synchronized under an id at a vendor, also one that the reader does not see.
    func isHeld(_ id: ExternalID, claimKey: String, except account: AccountID) throws -> Bool

    /// Those of some folded ids that a link has at a system or its vendor, also one that the reader does not see.
    func knownKeys(among keys: [String], on system: SystemName, claimKey: String) throws -> Set<String>

    /// Adds an entry to the end of the log.
    func add(_ entry: NewEntry) throws

    /// The accounts that have each of some emails, or were sent with it to the vendor of a system; at most 21 of each,
    /// one more than are shown, since one of them may be the account that is asked about.
    func users(of emails: Set<String>, on system: SystemName) throws -> [String: [AccountID]]
}

extension BookRows {
    package func write(_ sql: String, _ values: [(any Storable)?]) throws { try change(sql, values) }

    package func foresee(_ ask: () throws -> Void) throws {}

    package func put(_ link: StoredLink, inPlaceOf old: Link?) throws { try put(link) }
}
