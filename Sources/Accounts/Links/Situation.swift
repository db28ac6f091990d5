/// All that is known of one account on one system, read in one go: what the form, the preflight and a request are made from.
public struct Situation: Hashable, Sendable {
    /// The account.
    public var account: Account
    /// The system.
    public var system: ProvisioningSystem
    /// The fields that the system asks for.
    public var definitions: SyncOptionDefinitions
    /// What is known of the account on the system.
    public var link: Link?
    /// The account's reseller in the BSS.
    public var parent: Relative?

    /// Makes a situation.
    public init(
        account: Account,
        system: ProvisioningSystem,
        definitions: SyncOptionDefinitions,
        link: Link? = nil,
        parent: Relative? = nil
    ) {
        self.account = account
        self.system = system
        self.definitions = definitions
        self.link = link
        self.parent = parent
    }
}
