package import Accounts

/// What an operator wants synchronized in one go.
package struct PlanWish: Hashable, Sendable {
    /// An account with values of its own.
    package struct Row: Hashable, Sendable {
        package var account: AccountID
        /// Its values; they go before those for all.
        package var settings: [Setting]

        package init(_ account: AccountID, settings: [Setting] = []) {
            self.account = account
            self.settings = settings
        }
    }

    /// The accounts, in any order.
    package var rows: [Row]
    /// Values for all of them.
    package var settings: [Setting]
    /// Whether what is at the vendor already is adopted.
    package var adopts: Bool
    /// Whether Storefront-managed accounts are sent, too.
    package var allowsStorefront: Bool

    package init(rows: [Row], settings: [Setting] = [], adopts: Bool = false, allowsStorefront: Bool = false) {
        self.rows = rows
        self.settings = settings
        self.adopts = adopts
        self.allowsStorefront = allowsStorefront
    }
}
