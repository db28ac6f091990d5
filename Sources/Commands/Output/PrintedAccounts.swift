import AccountFiles
import Accounts
import Synchronization
import Synchronizing

/// A way of printing accounts, portion by portion: a million of them is never in memory.
protocol AccountPrinting: Sendable {
    /// What stands before the first account.
    mutating func head() -> String
    mutating func text(_ rows: [AccountRow]) throws -> String
    /// What stands after the last account.
    func foot() -> String
}

/// Prints the portions in their order.
final class Pages<Printing: AccountPrinting>: Sendable {
    private let state: Mutex<(printing: Printing, problem: (any Error)?)>

    init(_ printing: Printing) { state = Mutex((printing, nil)) }

    /// Prints a portion; false if it cannot be printed.
    func print(_ rows: [AccountRow]) -> Bool {
        state.withLock { state in
            do {
                StandardOutput.write(try state.printing.text(rows))
                return true
            } catch {
                state.problem = error
                return false
            }
        }
    }

    func foot() throws -> String {
        try state.withLock { state in
            if let problem = state.problem { throw problem }
            return state.printing.foot()
        }
    }
}

/// CSV as an import reads it.
struct AccountsAsCSV: AccountPrinting {
    let isGuarded: Bool

    func head() -> String { AccountCSV.heading }
    func text(_ rows: [AccountRow]) -> String {
        AccountCSV.lines(rows.map { ($0.account, $0.parentCode) }, isGuarded: isGuarded)
    }
    func foot() -> String { "" }
}

/// A list in JSON.
struct AccountsAsJSON: AccountPrinting {
    let systems: [ProvisioningSystem]
    private var isFirst = true

    init(systems: [ProvisioningSystem]) { self.systems = systems }

    func head() -> String { "[\n" }

    mutating func text(_ rows: [AccountRow]) throws -> String {
        defer { isFirst = false }
        // A list of its own, without its brackets.
        let list = try Output.text(ofJSON: rows.map { AccountRowJSON($0, systems: systems) })
        return (isFirst ? "" : ",\n") + list.dropFirst(2).dropLast(2)
    }

    func foot() -> String { "\n]\n" }
}

/// Columns under headings.
///
/// They are as wide as the widest cell of the first rows, which are printed at once; a longer cell further down moves
/// its column to the right from there on.
struct AccountsAsTable: AccountPrinting {
    let systems: [ProvisioningSystem]
    private var table = Table("CODE", "NAME", "TYPE", "PARENT", "CC", "EMAIL", "PROVISIONING SYNC STATUS")

    init(systems: [ProvisioningSystem]) { self.systems = systems }

    func head() -> String { "" }

    mutating func text(_ rows: [AccountRow]) -> String {
        for row in rows {
            let status = systems.map { "\($0.name): \(row.status(on: $0.name))" }
            let account = row.account
            table.add(
                account.code.rawValue,
                account.name,
                account.kind.rawValue,
                row.parentCode?.rawValue ?? "",
                account.country,
                account.email,
                status.joined(separator: ", ")
            )
        }
        return table.take()
    }

    func foot() -> String { "" }
}
