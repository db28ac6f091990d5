/// All that is known of one account on one system, read in one go: what the form, the preflight and a request are made
/// from.
package struct Situation: Hashable, Sendable {
    package var account: Account
    package var system: ProvisioningSystem
    /// The fields that the system asks for.
    package var definitions: SyncOptionDefinitions
    /// What is known of the account on the system.
    package var link: Link?
    /// The account's reseller in the BSS.
    package var parent: AccountOnSystem?

    package init(
        account: Account,
        system: ProvisioningSystem,
        definitions: SyncOptionDefinitions,
        link: Link? = nil,
        parent: AccountOnSystem? = nil
    ) {
        self.account = account
        self.system = system
        self.definitions = definitions
        self.link = link
        self.parent = parent
    }
}
