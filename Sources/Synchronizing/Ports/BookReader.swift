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

    /// Yields why the book cannot be asked any more, as soon as that is known, and nil when it can again.
    func reach() -> AsyncStream<StoreFailure?>

    /// Which book this is, as this reader sees it; nil where it is read so quickly that nothing of it is kept elsewhere.
    var edition: BookEdition? { get }

    /// The name of the change that made a version, another one in any other history of the book; nil if there is none.
    func change(of version: Int) async throws(StoreFailure) -> String?
}

extension BookReader {
    /// A book on this machine is there, or says what is wrong when it is asked.
    package func reach() -> AsyncStream<StoreFailure?> { AsyncStream { $0.finish() } }

    package var edition: BookEdition? { nil }

    package func change(of version: Int) async throws(StoreFailure) -> String? { nil }
}

/// A book as one reader sees it; what was read of another one says nothing about it.
package struct BookEdition: Codable, Hashable, Sendable {
    /// The book's id.
    package var book: String
    /// The login, with its role and the resellers that it is limited to.
    package var reader: String
    /// The home and the place, in one word.
    package var place: String

    package init(book: String, reader: String, place: String) {
        (self.book, self.reader, self.place) = (book, reader, place)
    }
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
