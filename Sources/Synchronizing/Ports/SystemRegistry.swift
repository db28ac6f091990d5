package import Accounts
package import FoundationEssentials

/// The port to the registered provisioning systems and the definitions that they answered last.
package protocol SystemRegistry: Sendable {
    /// All systems by name, with the disabled ones.
    func systems() async throws(StoreFailure) -> [ProvisioningSystem]

    /// The system of exactly this name, disabled or not; nil if there is none.
    func system(named name: SystemName) async throws(StoreFailure) -> ProvisioningSystem?

    /// Registers a system.
    ///
    /// Its name may be another's but for case, spaces and hyphens: then it is refused. Its application at its synchronize URL may
    /// belong to another name already: then it is refused unless `sameVendor`.
    func add(_ system: ProvisioningSystem, sameVendor: Bool) async throws(StoreFailure) -> RegistryVerdict

    /// Replaces a registration of the same name, lifts its pause and forgets its definitions, and with another exists URL also that
    /// exists was proved.
    ///
    /// A change of the application or of the synchronize URL is refused while links exist (`inUse`): the claims hang on them.
    func update(_ system: ProvisioningSystem) async throws(StoreFailure) -> RegistryVerdict

    /// Forgets a system that was never used.
    func remove(_ name: SystemName) async throws(StoreFailure) -> RegistryVerdict

    /// Hides a system and refuses its use, or shows it again.
    func setDisabled(_ name: SystemName, _ isDisabled: Bool) async throws(StoreFailure) -> RegistryVerdict

    /// Sends nothing to a system until the pause is lifted with nil.
    func setPause(_ name: SystemName, _ reason: Reason?) async throws(StoreFailure)

    /// Remembers that the system's exists found an account that it had made.
    func setExistsProved(_ name: SystemName) async throws(StoreFailure)

    /// The definitions that a system answered last.
    func definitions(of name: SystemName) async throws(StoreFailure) -> SyncOptionDefinitions?

    /// Keeps what a system answered; the revision grows only if the fields are different.
    func keep(
        _ fields: [FieldDefinition],
        of name: SystemName,
        fetched: Date
    ) async throws(StoreFailure)
        -> SyncOptionDefinitions
}

/// What became of a change to the registry.
package enum RegistryVerdict: Hashable, Sendable {
    /// Done; the registration as it is now, or was.
    case done(ProvisioningSystem)
    /// No system has that name.
    case unknown
    /// A system has that name already.
    case nameTaken
    /// A system has a name that cannot be told from it (`SystemName.squashed`).
    case nameLike(SystemName)
    /// That application at that URL is registered already.
    case vendorTaken(by: SystemName)
    case inUse(links: Int, attempts: Int)
}
