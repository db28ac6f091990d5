package import Accounts

/// What an operator wants to synchronize in one go.
package struct PlanWish: Hashable, Sendable {
    /// An account with values of its own.
    package struct Row: Hashable, Sendable {
        package var account: AccountID
        /// Its values, which take precedence over those for all accounts.
        package var settings: [Setting]

        package init(_ account: AccountID, settings: [Setting] = []) {
            self.account = account
            self.settings = settings
        }
    }

    package var rows: [Row]
    package var settings: [Setting]
    /// Whether accounts that the vendor has already are adopted.
    package var adopts: Bool
    /// Whether accounts that a Storefront manages are sent too.
    package var allowsStorefront: Bool

    package init(rows: [Row], settings: [Setting] = [], adopts: Bool = false, allowsStorefront: Bool = false) {
        self.rows = rows
        self.settings = settings
        self.adopts = adopts
        self.allowsStorefront = allowsStorefront
    }
}
