package import Accounts
package import Synchronizing

/// The port to where accounts wait that were read from the BSS, until all have come: on the disk, so that a read that
/// was cut off goes on, and a million of them need no memory.
///
/// One process at a time has it.
package protocol PullStage: Sendable {
    /// The reading whose rows are there, ended or not.
    func reading() throws(StoreFailure) -> Reading?

    /// Forgets what is there, and begins.
    func begin(_ reading: Reading) throws(StoreFailure)

    /// Keeps rows, each under its account's id, and how far the reading has come, in one transaction.
    ///
    /// Of the rows of one account the later one counts: by its `updatedAt`, or else the one that came last. Returns how
    /// many of them this pass had not seen.
    func keep(_ rows: [StagedRow], _ reading: Reading) throws(StoreFailure) -> Int

    /// What the reading's pass has seen so far.
    func tally(_ reading: Reading) throws(StoreFailure) -> PassTally

    /// Forgets the accounts that a pass has not seen.
    func forget(notSeenIn pass: Int) throws(StoreFailure)

    /// Some rows after a number, in the order of their numbers.
    func rows(after number: Int, most: Int) throws(StoreFailure) -> [(number: Int, element: String)]

    func row(_ number: Int) throws(StoreFailure) -> String?

    func count() throws(StoreFailure) -> Int

    func count(updatedAfter stamp: Stamp) throws(StoreFailure) -> Int

    /// Forgets everything.
    func clear() throws(StoreFailure)
}

/// An account as the BSS gave it: the JSON of its members that mean something here.
package struct StagedRow: Hashable, Sendable {
    /// The account's id; for an element without a usable one, something that stands for it.
    package var id: String
    package var updated: Stamp?
    package var created: Stamp?
    package var element: String

    package init(id: String, updated: Stamp?, created: Stamp?, element: String) {
        (self.id, self.updated, self.created, self.element) = (id, updated, created, element)
    }
}
