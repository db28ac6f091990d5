import AccountFiles
import Accounts
import Synchronizing

/// A way of printing accounts, portion by portion: a million of them is never in memory.
protocol AccountPrinting: PortionPrinting {
    /// What stands before the first account.
    func head() -> String
    /// What stands after the last account.
    func foot() -> String
    /// Whether a person is to be told that there was no account.
    var isEmpty: Bool { get }

    /// Hands over the accounts that a query selects, portion by portion.
    static func eachPortion(
        of query: AccountQuery,
        in accounts: any AccountDirectory,
        _ body: @escaping @Sendable (Portion) -> Bool
    ) async throws(StoreFailure)
}

extension AccountPrinting {
    var isEmpty: Bool { false }
}

extension AccountPrinting where Portion == [AccountRow] {
    static func eachPortion(
        of query: AccountQuery,
        in accounts: any AccountDirectory,
        _ body: @escaping @Sendable (Portion) -> Bool
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
    private(set) var isEmpty = true
    private var table = Table("CODE", "NAME", "TYPE", "PARENT", "CC", "EMAIL", "PROVISIONING SYNC STATUS")

    init(systems: [ProvisioningSystem]) { self.systems = systems }

    static func eachPortion(
        of query: AccountQuery,
        in accounts: any AccountDirectory,
        _ body: @escaping @Sendable (ListedPortion) -> Bool
    ) async throws(StoreFailure) {
        try await accounts.eachListedPortion(of: query, body)
    }

    func head() -> String { "" }

    mutating func text(_ rows: ListedPortion) -> [UInt8] {
        if !rows.indices.isEmpty { isEmpty = false }
        rows.bytes.withUnsafeBufferPointer { bytes in
            for place in rows.indices {
                for cell in Self.cells {
                    table.add(UnsafeBufferPointer(rebasing: bytes[rows.range(of: cell, at: place)]))
                }
                table.add(systems.isEmpty ? "" : status(of: rows[place]))
            }
        }
        return table.take()
    }

    private static let cells: [ListedPortion.Cell] = [.code, .name, .kind, .parentCode, .country, .email]

    private func status(of account: ListedAccount) -> String {
        systems.map { "\($0.name): \(account.status(on: $0.name))" }.joined(separator: ", ")
    }

    // The headings come with the first rows.
    func foot() -> String { isEmpty ? String(decoding: table.lines, as: UTF8.self) : "" }
}
