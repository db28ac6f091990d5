import AccountFiles
package import Accounts
import Synchronizing

extension Workspace {
    /// Writes accounts in the order of their keys as an import and `plan --from` read them, with their states behind.
    ///
    /// `words` says what is known of an account on the system. Accounts that are gone are left out; returns how many
    /// were written.
    package func export(
        _ keys: [AccountKey],
        on system: SystemName?,
        to file: OutputFile,
        words: @Sendable (AccountRow, SystemName) -> (state: String, message: String)
    ) async throws -> Int {
        var count = 0
        try await file.write { append in
            try append(Array(AccountCSV.headingWithStates.utf8))
            for portion in keys.portions(of: 1_000) {
                let rows = try await accounts.rows(Array(portion))
                let lines = rows.map { row in
                    let known = system.map { words(row, $0) } ?? ("", "")
                    return (account: row.account, parent: row.parentCode, state: known.0, message: known.1)
                }
                try append(Array(AccountCSV.lines(lines).utf8))
                count += rows.count
            }
        }
        return count
    }
}
