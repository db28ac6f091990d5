package import Synchronizing

/// A store that keeps a book in rows; it has whatever part of a port needs nothing but those.
package protocol RowStore: Sendable {
    /// Reads in one consistent view.
    func readRows<Value: Sendable>(
        _ body: @escaping @Sendable (any BookRows) throws -> Value
    ) async throws(StoreFailure) -> Value

    /// The same for what is asked for each send, in the same words each time and about few rows.
    func readRoutinely<Value: Sendable>(
        _ body: @escaping @Sendable (any BookRows) throws -> Value
    ) async throws(StoreFailure) -> Value

    /// Writes in one transaction and counts any change; cancelling the caller does not undo it.
    func writeRows<Value: Sendable>(
        _ body: @escaping @Sendable (any BookRows) throws -> Value
    ) async throws(StoreFailure) -> Value
}

extension RowStore {
    package func readRoutinely<Value: Sendable>(
        _ body: @escaping @Sendable (any BookRows) throws -> Value
    ) async throws(StoreFailure) -> Value { try await readRows(body) }
}
