public import Accounts

/// What an operator wants synchronized in one go.
public struct PlanWish: Hashable, Sendable {
    /// A value for a field, which a text names by id or label; `parent` names the parent's code.
    public struct Setting: Hashable, Sendable {
        /// The field.
        public var name: String
        /// The value.
        public var value: String

        /// Makes a setting.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }

        /// Whether it chooses the parent.
        public var isParent: Bool { ["parent", "parentaccount"].contains(name.squashed) }
    }

    /// An account with values of its own.
    public struct Row: Hashable, Sendable {
        /// The account.
        public var account: AccountID
        /// Its values; they go before those for all.
        public var settings: [Setting]

        /// Makes a row.
        public init(_ account: AccountID, settings: [Setting] = []) {
            self.account = account
            self.settings = settings
        }
    }

    /// The accounts, in any order.
    public var rows: [Row]
    /// Values for all of them.
    public var settings: [Setting]
    /// Whether what is at the vendor already is adopted.
    public var adopts: Bool
    /// Whether Storefront-managed accounts are sent, too.
    public var allowsStorefront: Bool

    /// Makes a wish.
    public init(rows: [Row], settings: [Setting] = [], adopts: Bool = false, allowsStorefront: Bool = false) {
        self.rows = rows
        self.settings = settings
        self.adopts = adopts
        self.allowsStorefront = allowsStorefront
    }
}

/// Why there is no plan, or why a plan cannot be run; as a whole, not for one account.
public enum PlanProblem: Error, Sendable {
    /// The store failed.
    case store(StoreFailure)
    /// There are no fields to plan with.
    case form(Synchronizer.FormFailure)
    /// A value for all accounts cannot be put into a form.
    case setting(SyncForm.SettingProblem)
    /// A secret would stand in the plan.
    case secret(label: String)
    /// No account has the code that is named as the parent.
    case unknownParent(AccountCode)
    /// It was made in another workspace.
    case otherWorkspace
    /// The system is not registered, or disabled.
    case system(SystemName)
    /// The vendor asks for other fields than when it was made.
    case definitions
}
