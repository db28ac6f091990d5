package import FoundationEssentials

/// The port to the home of a book.
///
/// Away from it no intent is committed: `Journal.commit` throws `StoreFailure.away`, in the same transaction in which it
/// looked.
package protocol HomeKeeper: Sendable {
    func home() async throws(StoreFailure) -> HomeReading

    /// Whether the book is on a server that only follows another one.
    func isStandby() async throws(StoreFailure) -> Bool

    /// Makes a place the book's home; false, and nothing is done, if the book is not at that place.
    ///
    /// On a server only an administrator of the book may do that.
    func settle(at place: Home.Place, on date: Date, by: String) async throws(StoreFailure) -> Bool
}

extension HomeKeeper {
    // A file follows nothing.
    package func isStandby() async throws(StoreFailure) -> Bool { false }
}
