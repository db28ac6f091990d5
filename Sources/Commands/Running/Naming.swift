import Accounts
import ArgumentParser
import Synchronizing
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

    /// The system that a command names: exactly, or else ignoring case, spaces, hyphens and underscores.
    func system(_ text: String) async throws -> ProvisioningSystem {
        let name = try SystemName(named: text, as: "system's name")
        let systems = try await systems.systems()
        if let exact = systems.first(where: { $0.name == name }) { return exact }
        let alike = systems.filter { $0.name.rawValue.squashed == name.rawValue.squashed }
        if alike.count == 1 { return alike[0] }
        guard alike.isEmpty else {
            throw Failure(
                .usage,
                "\(name) may be \(alike.map(\.name.rawValue).joined(separator: " or ")).",
                cure: "Write the name exactly."
            )
        }
        let known = systems.map(\.name.rawValue).joined(separator: ", ")
        throw Failure(
            .blocked,
            "There is no provisioning system \(name) in this workspace.",
            cure: known.isEmpty ? "Register one: account-sync systems add FILE." : "Name one of: \(known)."
        )
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
