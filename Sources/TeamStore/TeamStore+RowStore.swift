package import StoredForms
package import Synchronizing

/// Whatever needs nothing but rows is in `StoredForms`, once for both stores.
extension TeamStore: RowStore, SituationReader, DriftReader, CaseStore, InboxReader, SystemRegistry, WitnessStore,
    BSSRegistry
{
    package func readRows<Value: Sendable>(
        _ body: @escaping @Sendable (any BookRows) throws -> Value
    ) async throws(StoreFailure) -> Value {
        try await read { try body($0) }
    }

    package func readRoutinely<Value: Sendable>(
        _ body: @escaping @Sendable (any BookRows) throws -> Value
    ) async throws(StoreFailure) -> Value {
        try await read(isRoutine: true) { try body($0) }
    }

    package func writeRows<Value: Sendable>(
        _ body: @escaping @Sendable (any BookRows) throws -> Value
    ) async throws(StoreFailure) -> Value {
        try await write { try body($0) }
    }
}
