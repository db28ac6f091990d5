package import Accounts
package import FoundationEssentials

/// The port to the registered provisioning systems and the definitions that they last gave.
package protocol SystemRegistry: Sendable {
    /// All systems by name, including the disabled ones.
    func systems() async throws(StoreFailure) -> [ProvisioningSystem]

    /// The system with exactly this name, disabled or not; nil if there is none.
    func system(named name: SystemName) async throws(StoreFailure) -> ProvisioningSystem?

    /// Registers a system.
    ///
    /// It is refused if its name differs from another only in case, spaces and hyphens. It is also refused if its
    /// application at its synchronize URL belongs to another name already, unless `sameVendor`.
    func add(_ system: ProvisioningSystem, sameVendor: Bool) async throws(StoreFailure) -> RegistryVerdict

    /// Replaces the registration with the same name, lifts its pause and forgets its definitions; with another exists
    /// URL, the exists call is no longer proved.
    ///
    /// While links exist, a change of the application or of the synchronize URL is refused (`inUse`), since the links'
    /// claims depend on both.
    func update(_ system: ProvisioningSystem) async throws(StoreFailure) -> RegistryVerdict

    /// Forgets a system that was never used.
    func remove(_ name: SystemName) async throws(StoreFailure) -> RegistryVerdict

    /// Hides a system and refuses to use it, or shows it again.
    func setDisabled(_ name: SystemName, _ isDisabled: Bool) async throws(StoreFailure) -> RegistryVerdict

    /// Pauses a system for a reason, or lifts the pause with nil; nothing is sent to a paused system.
    func setPause(_ name: SystemName, _ reason: Reason?) async throws(StoreFailure)

    /// Remembers that exists is proved: the system's exists call has found an account that we created.
    func setExistsProved(_ name: SystemName) async throws(StoreFailure)

    func definitions(of name: SystemName) async throws(StoreFailure) -> SyncOptionDefinitions?

    /// Stores the definitions that a system gave; the revision grows only if the fields differ.
    func keep(
        _ fields: [FieldDefinition],
        of name: SystemName,
        fetched: Date
    ) async throws(StoreFailure)
        -> SyncOptionDefinitions
}

extension SystemRegistry {
    /// All systems by name, without the disabled ones.
    package func enabledSystems() async throws(StoreFailure) -> [ProvisioningSystem] {
        try await systems().filter { !$0.isDisabled }
    }
}

/// What became of a change to the registry.
package enum RegistryVerdict: Hashable, Sendable {
    /// The change was made; the registration as it is now, or was if it was removed.
    case done(ProvisioningSystem)
    case unknown
    case nameTaken
    /// Another system has a name too similar to it (`SystemName.squashed`).
    case nameLike(SystemName)
    /// That application at that URL is registered already.
    case vendorTaken(by: SystemName)
    case inUse(links: Int, attempts: Int)
}
