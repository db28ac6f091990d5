import AccountFiles
import Accounts
import Synchronizing

/// A way of printing accounts, portion by portion: a million of them is never in memory.
protocol AccountPrinting: PortionPrinting {
    /// What stands before the first account.
    mutating func head() -> String
    /// What stands after the last account.
    func foot() -> String

    /// Hands over the accounts that a query selects, portion by portion.
    static func eachPortion(
        of query: AccountQuery,
        in accounts: any AccountDirectory,
        _ body: @escaping @Sendable ([Row]) -> Bool
    ) async throws(StoreFailure)
}

extension AccountPrinting where Row == AccountRow {
    static func eachPortion(
        of query: AccountQuery,
        in accounts: any AccountDirectory,
        _ body: @escaping @Sendable ([Row]) -> Bool
    ) async throws(StoreFailure) {
        try await accounts.eachPortion(of: query, body)
    }
}

/// CSV as an import reads it.
struct AccountsAsCSV: AccountPrinting {
    let isGuarded: Bool

    func head() -> String { AccountCSV.heading }
    func text(_ rows: [AccountRow]) -> [UInt8] {
        Array(AccountCSV.lines(rows.map { ($0.account, $0.parentCode) }, isGuarded: isGuarded).utf8)
    }
    func foot() -> String { "" }
}

/// Columns under headings.
///
/// They are as wide as the widest cell of the first rows, which are printed at once; a longer cell further down moves
/// its column to the right from there on.
struct AccountsAsTable: AccountPrinting {
    let systems: [ProvisioningSystem]
    private var table = Table("CODE", "NAME", "TYPE", "PARENT", "CC", "EMAIL", "PROVISIONING SYNC STATUS")

    init(systems: [ProvisioningSystem]) { self.systems = systems }

    static func eachPortion(
        of query: AccountQuery,
        in accounts: any AccountDirectory,
        _ body: @escaping @Sendable ([ListedAccount]) -> Bool
    ) async throws(StoreFailure) {
        try await accounts.eachListedPortion(of: query, body)
    }

    func head() -> String { "" }

    mutating func text(_ rows: [ListedAccount]) -> [UInt8] {
        for row in rows {
            table.add(
                row.code.rawValue,
                row.name,
                row.kind.rawValue,
                row.parentCode?.rawValue ?? "",
                row.country,
                row.email,
                systems.isEmpty ? "" : systems.map { "\($0.name): \(row.status(on: $0.name))" }.joined(separator: ", ")
            )
        }
        return table.take()
    }

    func foot() -> String { "" }
}
