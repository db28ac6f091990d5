import Accounts
import ArgumentParser
import Synchronizing
import Telling
import Workspace

/// Accounts and systems as a command line names them.
extension Workspace {
    /// The account that a command names.
    func account(_ text: String) async throws -> AccountRow {
        let code = try AccountCode(named: text, as: "account's code")
        if let row = try await accounts.row(code: code) { return row }
        throw Failure(
            .blocked,
            "There is no account \(code) in this workspace\(try await ending(for: code))",
            cure: "account-sync accounts list shows them."
        )
    }

    /// Ends a sentence about a code that is not there: asks whether one is meant that differs in case, hyphens and spaces only.
    func ending(for code: AccountCode) async throws -> String {
        let filter = AccountFilter(code.rawValue.runs.joined(separator: " "))
        guard !filter.isEmpty else { return "." }
        let listing = try await accounts.list(AccountQuery(filter: filter, order: .code, limit: 1000))
        let alike = try await accounts.rows(listing.entries.map(\.key)).map(\.account.code.rawValue)
            .filter { $0.composed.squashed == code.rawValue.squashed }
        return alike.isEmpty ? "." : "; did you mean \(alike.prefix(3).joined(separator: " or "))?"
    }

    /// The system that a command names.
    func system(_ text: String) async throws -> ProvisioningSystem {
        let name = try SystemName(named: text, as: "system's name").rawValue
        let systems = try await systems.systems()
        do throws(SystemNameProblem) {
            return try systems.named(name)
        } catch {
            throw Failure(error, named: name)
        }
    }
}

extension Identifier {
    /// Takes an identifier of the command line through the one door.
    init(named text: String, as what: String) throws(Failure) {
        do {
            self = try Self(reading: text)
        } catch {
            throw Failure(.usage, "The \(what) \"\(text)\" \(error.phrase).")
        }
    }
}

extension String {
    /// The runs of letters and of digits, in lower case: each of them stands in whatever differs in hyphens and case only.
    fileprivate var runs: [String] {
        var runs: [String] = []
        var last: Bool?
        for character in lowercased() {
            let isDigit = character.isNumber
            guard character.isLetter || isDigit else {
                last = nil
                continue
            }
            if last == isDigit { runs[runs.count - 1].append(character) } else { runs.append(String(character)) }
            last = isDigit
        }
        return runs
    }
}
