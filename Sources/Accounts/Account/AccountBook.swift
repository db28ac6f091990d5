/// The accounts of a workspace as one read or one transaction sees them; a change to many of them is planned on it.
package protocol AccountBook<Failure> {
    /// Why the book cannot be read.
    associatedtype Failure: Error

    /// Says which accounts are about to be asked for; a store that is far away may read them at once.
    func expect(codes: [AccountCode], ids: [AccountID]) throws(Failure)

    func account(code: AccountCode) throws(Failure) -> Account?

    func account(id: AccountID) throws(Failure) -> Account?

    /// The accounts directly below a reseller, ordered by code.
    func customers(of account: AccountID) throws(Failure) -> [AccountID]

    /// Whether an attempt of ours may have created the account at a vendor, so that its type and parent can no longer
    /// change.
    func isFixed(_ account: AccountID) throws(Failure) -> Bool

    /// How many accounts there are.
    func count() throws(Failure) -> Int

    /// Some of the accounts that the BSS owns, in an order of their ids: the first ones, or those after an id; none at
    /// the end.
    func ownedByBSS(after id: AccountID?, limit: Int) throws(Failure) -> [OwnedAccount]
}

extension AccountBook {
    package func expect(codes: [AccountCode], ids: [AccountID]) throws(Failure) {}
}

/// An account that the BSS owns, as a complete read of the BSS compares it with what it saw.
package struct OwnedAccount: Hashable, Sendable {
    package var id: AccountID
    package var code: AccountCode
    /// How many complete reads in a row did not see it (`Account.Origin.unseen`).
    package var unseen: Int

    package init(id: AccountID, code: AccountCode, unseen: Int) {
        (self.id, self.code, self.unseen) = (id, code, unseen)
    }
}

/// The accounts as one transaction sees them, and changes to them in the same transaction.
package protocol AccountWriter<Failure>: AccountBook {
    /// Says how many new accounts are about to be written, if nothing else is; a store may rearrange itself for many.
    func prepare(forAdding count: Int) throws(Failure)

    /// Takes the codes of some accounts away, so that others can get them; each of these is written afterwards.
    func release(_ accounts: [AccountID]) throws(Failure)

    /// Writes accounts, each after its parent: new ones, or, for a known id, replacements.
    ///
    /// Whether the book shows what was written before the transaction has ended depends on the store.
    func write(_ accounts: [Account]) throws(Failure)

    /// Keeps how far the BSS has been read.
    func keep(_ state: PullState) throws(Failure)

    /// The accounts of the BSS that are refused; nil if none is.
    func refusedOfBSS() throws(Failure) -> RefusedRows?

    /// Replaces what is kept as refused of the same kind of source, of files or of the BSS.
    func keep(_ refused: RefusedRows) throws(Failure)
}
