package import Accounts

/// Something that became of an account.
package enum IndexChange: Hashable, Sendable {
    /// It is new, or other than it was.
    case put(IndexedAccount)
    /// It is gone, and with it what stood below it and was not moved.
    case removed(AccountKey)
}
