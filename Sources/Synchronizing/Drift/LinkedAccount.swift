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
    /// The parent that an import or a pull refused, since the account may be at a vendor; nil if none was.
    package var refusedParent: RefusedParent?
    /// Other accounts that are synchronized under the same id, on whatever system.
    package var sharing: [AccountOnSystem]

    package init(
        account: Account,
        link: Link,
        intent: Intent? = nil,
        parent: AccountOnSystem? = nil,
        sentParent: AccountOnSystem? = nil,
        refusedParent: RefusedParent? = nil,
        sharing: [AccountOnSystem] = []
    ) {
        (self.account, self.link, self.intent) = (account, link, intent)
        (self.parent, self.sentParent, self.sharing) = (parent, sentParent, sharing)
        self.refusedParent = refusedParent
    }

    /// Where the source of an account wants it to stand.
    package struct RefusedParent: Hashable, Sendable {
        /// Nil for nowhere, or if an earlier version refused it.
        package var code: AccountCode?

        package init(_ code: AccountCode?) { self.code = code }
    }

    /// The parent in the request, or of the form with which the account was found.
    package var sentParentID: AccountID? { intent?.parent?.id ?? link.parent }
}
