import AccountFiles
import Accounts
import Foundation
import Synchronization
import Synchronizing

/// A way of printing accounts, portion by portion: a million of them is never in memory.
protocol AccountPrinting: Sendable {
    /// What is printed of an account.
    associatedtype Row: Sendable

    /// What stands before the first account.
    mutating func head() -> String
    mutating func text(_ rows: [Row]) throws -> [UInt8]
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

/// Prints portions in their order, each while the next one is read.
final class Pages<Printing: AccountPrinting>: Sendable {
    private let printing: Mutex<Printing>
    private let problem = Mutex<(any Error)?>(nil)
    private let queue = DispatchQueue(label: "pages")
    /// How many portions may wait; a reader that rests stops the reading, too.
    private let room = DispatchSemaphore(value: 2)

    init(_ printing: Printing) { self.printing = Mutex(printing) }

    /// Takes a portion, once there is room; false if nothing more can be printed.
    func print(_ rows: [Printing.Row]) -> Bool {
        room.wait()
        queue.async { [self] in
            write(rows)
            room.signal()
        }
        return canPrint
    }

    private var canPrint: Bool { problem.withLock { $0 == nil } && !StandardOutput.isLost }

    private func write(_ rows: [Printing.Row]) {
        guard canPrint else { return }
        do {
            StandardOutput.write(try printing.withLock { try $0.text(rows) })
        } catch {
            problem.withLock { $0 = error }
        }
    }

    /// What stands at the end, when all portions are printed.
    func foot() throws -> String {
        try queue.sync {
            if let problem = problem.withLock({ $0 }) { throw problem }
            return printing.withLock { $0.foot() }
        }
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
