package import Accounts

/// The port to the log as it is stored, with the chain of hashes that runs over it.
package protocol AuditReader: Sendable {
    /// The workspace in whose name the chain begins.
    func workspace() async throws(StoreFailure) -> WorkspaceID

    /// Why nothing is written to the workspace any more; nil as long as it is open.
    func closing() async throws(StoreFailure) -> Closing?

    /// The last line; nil if there is none.
    func logHead() async throws(StoreFailure) -> LogHead?

    /// The log's end as it was with a line of some number as its last; nil if there is no such line.
    func logHead(at number: Int64) async throws(StoreFailure) -> LogHead?

    /// Some lines after a number, in the order of their numbers.
    func logLines(after number: Int64, most: Int) async throws(StoreFailure) -> [LogChain.Line]
}

extension AuditReader {
    package func logHead(at number: Int64) async throws(StoreFailure) -> LogHead? {
        guard let line = try await logLines(after: number - 1, most: 1).first, line.number == number else { return nil }
        return LogHead(line)
    }

    // Only a store that lasts can move.
    package func closing() async throws(StoreFailure) -> Closing? { nil }
}
