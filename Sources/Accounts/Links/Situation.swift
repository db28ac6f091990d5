/// Everything that is known of one account on one system, read at one moment; the form, the preflight and the request
/// are made from it.
package struct Situation: Hashable, Sendable {
    package var account: Account
    package var system: ProvisioningSystem
    package var definitions: SyncOptionDefinitions
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
