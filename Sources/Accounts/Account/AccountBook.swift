/// The accounts of a workspace as one read or one transaction sees them; a change to many of them is planned on it.
package protocol AccountBook<Failure> {
    /// Why the book cannot be read.
    associatedtype Failure: Error

    func account(code: AccountCode) throws(Failure) -> Account?

    func account(id: AccountID) throws(Failure) -> Account?

    /// The accounts directly below a reseller, ordered by code.
    func customers(of account: AccountID) throws(Failure) -> [AccountID]

    /// Whether an attempt of ours may have created the account at a vendor, so that its type and parent can no longer
    /// change.
    func isFixed(_ account: AccountID) throws(Failure) -> Bool
}
