package import Accounts
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

extension TeamStore {
    package func situation(of account: AccountID, on system: SystemName) async throws(StoreFailure) -> Situation? {
        try await told { try await joint.reads.situations.ask(.init(account: account, system: system)) }
    }

    package func emailUses(
        _ email: String,
        on system: SystemName,
        except account: AccountID
    ) async throws(StoreFailure) -> [AccountOnSystem] {
        guard !email.isEmpty else { return [] }
        let item = JointReads.Item(account: account, system: system, email: email)
        return try await told { try await joint.reads.emailUses.ask(item) }
    }
}
