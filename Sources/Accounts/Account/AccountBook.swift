/// The accounts of a workspace as one reading, or one transaction, sees them; a change to many of them is planned on
/// it.
package protocol AccountBook<Failure> {
    /// Why it cannot be read.
    associatedtype Failure: Error

    func account(code: AccountCode) throws(Failure) -> Account?

    func account(id: AccountID) throws(Failure) -> Account?

    /// The accounts right below one, by code.
    func customers(of account: AccountID) throws(Failure) -> [AccountID]

    /// Whether it may exist at a vendor by an attempt of ours, so that its type and its parent cannot change any more.
    func isFixed(_ account: AccountID) throws(Failure) -> Bool
}
