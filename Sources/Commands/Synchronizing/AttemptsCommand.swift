import Accounts
import ArgumentParser
import Synchronizing
import Telling
import Workspace

struct AttemptsCommand: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "attempts",
        abstract: "Shows what was sent, and what came of it, newest first."
    )

    @OptionGroup var workspace: WorkspaceOption
    @Argument(help: "An account's code; without it, the attempts of all accounts.")
    var code: String?
    @Option(
        help: ArgumentHelp("The most entries to show, 1,000 unless given.", valueName: "n"),
        transform: Numbers.limit
    )
    var limit: Int = 1000
    @OptionGroup var output: JSONOption

    func run(in opened: Workspace) async throws -> any Report {
        let entries: [LogEntry]
        let numbers: [AttemptID: Int]
        if let code {
            let id = try await opened.account(code).account.id
            let told = try await opened.synchronizer.history(of: id, limit: limit)
            (entries, numbers) = (told.entries, told.numbers)
        } else {
            (entries, numbers) = (try await opened.journal.history(of: nil, limit: limit), [:])
        }
        let accounts = try await opened.accountsByID(Set(entries.map(\.account)))
        let items = entries.map { entry in
            EntryJSON(
                entry,
                of: accounts[entry.account].map { ToldAccount($0) } ?? ToldAccount(id: entry.account),
                attemptNumber: entry.attempt.flatMap { numbers[$0] }
            )
        }
        return Shown(items) {
            // The attempts of one account have numbers, by which they are explained.
            let number = code == nil ? [] : ["NO"]
            var table = Table(
                ["WHEN", "ACCOUNT", "SYSTEM"] + number + ["EVENT", "STATE", "EXTERNAL ID", "DETAIL", "BY"]
            )
            for entry in entries {
                table.add(entry.at.wall.stamp)
                table.add(accounts[entry.account]?.code.rawValue ?? entry.account.rawValue)
                table.add(entry.system.rawValue)
                if code != nil { table.add(entry.attempt.flatMap { numbers[$0] }.map { "\($0)" } ?? "") }
                table.add(entry.event.rawValue)
                table.add(entry.state.rawValue)
                table.add(entry.externalID?.rawValue ?? "")
                table.add(entry.detail)
                table.add(entry.by)
            }
            table.print()
            if table.isEmpty { Output.message(Phrases.noAttempts) }
        }
    }
}

extension Workspace {
    fileprivate func accountsByID(_ ids: Set<AccountID>) async throws -> [AccountID: Account] {
        var found: [AccountID: Account] = [:]
        for id in ids { found[id] = try await accounts.row(id: id)?.account }
        return found
    }
}
