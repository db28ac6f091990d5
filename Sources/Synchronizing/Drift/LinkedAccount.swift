package import Accounts

/// An account that is or may be at a vendor, with everything that is known of it here.
package struct LinkedAccount: Hashable, Sendable {
    package var account: Account
    package var link: Link
    /// What was written down before the last attempt; nil if there was none.
    package var intent: Intent?
    /// The account's parent as it is now.
    package var parent: AccountOnSystem?
    /// The parent under which it was sent, as it is now.
    package var sentParent: AccountOnSystem?
    /// Other accounts that are synchronized under the same id, on whatever system.
    package var sharing: [AccountOnSystem]

    package init(
        account: Account,
        link: Link,
        intent: Intent? = nil,
        parent: AccountOnSystem? = nil,
        sentParent: AccountOnSystem? = nil,
        sharing: [AccountOnSystem] = []
    ) {
        (self.account, self.link, self.intent) = (account, link, intent)
        (self.parent, self.sentParent, self.sharing) = (parent, sentParent, sharing)
    }

    /// The parent in the request, or of the form with which the account was found.
    package var parentSent: AccountID? { intent?.parent?.id ?? link.parent }
}
