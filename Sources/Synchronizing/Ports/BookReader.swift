package import Accounts

/// All accounts as an index of them needs them, and what became of them since.
package protocol BookReader: Sendable {
    /// Reads all accounts in one consistent view, in the order of the tree and in portions, until `take` returns false;
    /// returns the version of the workspace that was read.
    func readBook(
        portion: Int,
        _ take: @escaping @Sendable ([IndexedAccount]) -> Bool
    ) async throws(StoreFailure) -> Int

    /// Some of the search texts, from all over the book.
    func sampleTexts(_ count: Int) async throws(StoreFailure) -> [SearchText]

    /// The accounts that changed after a version, or on which something changed on a system; perhaps others, too.
    func changes(since version: Int) async throws(StoreFailure) -> BookChanges

    /// Yields whenever the workspace may have been changed, by this process or another one.
    func mayHaveChanged() -> AsyncStream<Void>
}

package struct BookChanges: Sendable {
    package var accounts: [IndexedAccount]
    /// The version that was read.
    package var version: Int
    /// Whether accounts may be gone from what the reader sees: then the whole book is to be read again.
    package var isReshaped: Bool

    package init(accounts: [IndexedAccount], version: Int, isReshaped: Bool = false) {
        (self.accounts, self.version, self.isReshaped) = (accounts, version, isReshaped)
    }
}
