package import Accounts

/// How many known accounts an import may change in a way that is rarely meant for many.
package struct SurpriseLimits: Hashable, Sendable {
    /// The most accounts.
    package var accounts: Int
    /// The most of the known accounts, in percent; fewer than `fewest` accounts are never too many of them.
    package var percent: Int

    package init(accounts: Int = 200, percent: Int = 10) { (self.accounts, self.percent) = (accounts, percent) }

    /// In a book of a few accounts every change is a large part of it.
    package static let fewest = 20

    func areExceeded(by count: Int, of known: Int) -> Bool {
        count > accounts || count >= Self.fewest && count * 100 > percent * known
    }
}

/// More than the limits allow would change, so a person is to look at it first.
package struct Surprise: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The account would get another parent, or none.
        case moved
        /// A value that is there would become empty.
        case blanked
        /// The BSS would not have the account any more.
        case vanished
    }

    package struct Example: Hashable, Sendable {
        package var code: AccountCode
        /// The column that changes; nil if the account vanishes.
        package var column: Account.Column?
        /// The value, for a parent its code; the name of an account that vanishes.
        package var before: String
        package var after: String
    }

    /// What would happen to some accounts.
    package struct Part: Hashable, Sendable {
        package var kind: Kind
        package var count: Int
        package var isTooMuch: Bool
        /// A few of them.
        package var examples: [Example]
    }

    /// How many accounts are known.
    package var known: Int
    package var limits: SurpriseLimits
    /// Everything that would happen, also what the limits allow.
    package var parts: [Part]

    /// The part of the known accounts, in percent.
    package func share(of part: Part) -> Double { Double(part.count) * 100 / Double(max(known, 1)) }

    package static let mostExamples = 5
}
