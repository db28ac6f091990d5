import Accounts
import ArgumentParser
import Synchronizing
import Telling
import Workspace

struct AccountArgument: ParsableArguments {
    @Argument(help: "The account's code.")
    var code: String
}

struct SystemArgument: ParsableArguments {
    @Argument(help: "The system's name.")
    var name: String
}

struct SystemOption: ParsableArguments {
    @Option(help: "The provisioning system.")
    var system: String
}

/// The option of what is done on all systems, or on one of them.
struct OnlySystemOption: ParsableArguments {
    @Option(help: "Only on this provisioning system.")
    var system: String?
}

extension Workspace {
    func account(_ argument: AccountArgument) async throws -> AccountRow { try await account(argument.code) }
    func system(_ argument: SystemArgument) async throws -> ProvisioningSystem { try await system(argument.name) }
    func system(_ option: SystemOption) async throws -> ProvisioningSystem { try await system(option.system) }
    func system(_ option: OnlySystemOption) async throws -> ProvisioningSystem? {
        if let name = option.system { try await system(name) } else { nil }
    }

    func account(_ text: String) async throws -> AccountRow {
        let code = try AccountCode(named: text, as: "account's code")
        if let row = try await accounts.row(code: code) { return row }
        throw CommandProblem.unknownAccount(code, alike: try await alike(code))
    }

    func ids(ofCodes codes: [String]) async throws -> [AccountID] {
        var ids: [AccountID] = []
        for code in codes { ids.append(try await account(code).account.id) }
        return ids
    }

    /// The codes that differ from an unknown one only in case, hyphens and spaces.
    func alike(_ code: AccountCode) async throws -> [AccountCode] {
        let filter = AccountFilter(code.rawValue.runs.joined(separator: " "))
        guard !filter.isEmpty else { return [] }
        let listing = try await accounts.list(AccountQuery(filter: filter, order: .code, limit: 1000))
        return try await accounts.rows(listing.entries.map(\.key)).map(\.account.code)
            .filter { $0.rawValue.composed.squashed == code.rawValue.squashed }
    }

    func system(_ text: String) async throws -> ProvisioningSystem {
        let name = try SystemName(named: text, as: "system's name").rawValue
        let systems = try await systems.systems()
        do throws(SystemNameProblem) {
            return try systems.named(name)
        } catch {
            throw CommandProblem.systemName(error, named: name)
        }
    }

    /// The systems that say something of an account: those that are enabled, and those where it is linked.
    func shownSystems(of row: AccountRow) async throws(StoreFailure) -> [ProvisioningSystem] {
        try await systems.systems().filter { !$0.isDisabled || row.links[$0.name] != nil }
    }

    /// The fields of a system: the stored ones, or fetched from the system if there are none.
    func definitions(of system: ProvisioningSystem) async throws -> SyncOptionDefinitions {
        if let kept = try await systems.definitions(of: system.name) { return kept }
        return try await freshDefinitions(of: system)
    }

    /// The fields of a system, fetched from the vendor now, and stored.
    func freshDefinitions(of system: ProvisioningSystem) async throws(CommandProblem) -> SyncOptionDefinitions {
        do {
            return try await synchronizer.refreshDefinitions(of: system)
        } catch {
            throw .form(error, system.name)
        }
    }

    func form(_ account: AccountID, _ system: ProvisioningSystem) async throws(CommandProblem) -> SyncForm {
        do {
            return try await synchronizer.form(of: account, on: system)
        } catch {
            throw .form(error, system.name)
        }
    }
}

extension Identifier {
    /// Takes an identifier from the command line through the one door.
    init(named text: String, as what: String) throws(CommandProblem) {
        do {
            self = try Self(reading: text)
        } catch {
            throw .identifier(text, as: what, error)
        }
    }
}

extension String {
    /// The runs of letters and of digits, in lower case: each of them also occurs in a code that differs only in
    /// hyphens and case.
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
