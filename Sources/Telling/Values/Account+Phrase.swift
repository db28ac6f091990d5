package import Accounts

extension Account {
    package var named: String { "\(name) (\(code))" }
}

extension AccountOnSystem {
    package var named: String { account.named }
}

extension Account.Contact {
    package var name: String { "\(firstName) \(lastName)".trimmed }
}

extension Account.Address {
    /// The parts that are not empty, in the order of a letter.
    package var lines: [String] { [line1, line2, "\(postCode) \(city)".trimmed, state].filter { !$0.isEmpty } }
}
