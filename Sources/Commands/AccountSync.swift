package import ArgumentParser
import Glibc
import Terminal
import Workspace

/// The whole program; without a subcommand it opens the console.
package struct AccountSync: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "account-sync",
        abstract: "Synchronizes resellers and their customers with the vendors that they order from.",
        discussion: """
            Without a subcommand it opens the console. A first look: account-sync demo.

            Exit codes: 0 done, 64 usage, 65 blocked or bad data, 69 unavailable, 70 our own fault, 73 a generated password \
            is lost, 74 workspace unreadable or unwritable, or output that could not be written, 75 in doubt or try later, 77 refused, \
            78 bad configuration.
            """,
        version: "0.1.0",
        groupedSubcommands: [
            CommandGroup(name: "Opening", subcommands: [ConsoleCommand.self, DemoCommand.self, InitCommand.self]),
            CommandGroup(
                name: "Registering",
                subcommands: [AccountsCommand.self, BSSCommand.self, SystemsCommand.self]
            ),
            CommandGroup(
                name: "Sending",
                subcommands: [
                    OptionsCommand.self, PlanCommand.self, SynchronizeCommand.self, RunsCommand.self, WorkCommand.self,
                ]
            ),
            CommandGroup(name: "Deciding", subcommands: [ResolveCommand.self, UnlinkCommand.self]),
            CommandGroup(
                name: "Looking",
                subcommands: [
                    StatusCommand.self, DashboardCommand.self, InboxCommand.self, WhyCommand.self, ExplainCommand.self,
                    ResellerIDsCommand.self, DriftCommand.self, VerifyCommand.self, AttemptsCommand.self,
                ]
            ),
            CommandGroup(
                name: "Administering",
                subcommands: [
                    AuditCommand.self, MembersCommand.self, HomeCommand.self, MoveCommand.self, SandboxCommand.self,
                ]
            ),
        ],
        defaultSubcommand: ConsoleCommand.self
    )

    package init() {}

    package static func run() -> Never {
        StandardOutput.prepare()
        EndRequests.take()
        LocalZone.use()
        let code = StandardOutput.end(code(of: .ofProcess()))
        StandardError.settle()
        Workspace.leave()
        Glibc.exit(code.rawValue)
    }

    /// Reads words as the command that they name.
    ///
    /// The whole tree of commands is asked only if that one refuses them, and then tells why: to build it takes longer than
    /// to open a workspace.
    private static func command(of words: CommandLineWords) throws -> any ParsableCommand {
        if let (meant, rest) = words.command, let command = try? meant.parseAsRoot(rest), type(of: command) == meant {
            return command
        }
        do {
            return try parseAsRoot(words.words)
        } catch  where exitCode(for: error) == .validationFailure {
            let isNamed = message(for: error).hasPrefix("Unknown option")
            if let hint = Options.hint(for: words.words, isNamed: isNamed) { throw Misread(hint: hint, cause: error) }
            throw error
        }
    }

    /// Words that mean something else than the parser makes of them.
    private struct Misread: Error {
        let hint: String
        let cause: any Error
    }

    /// What is printed of an error: of misread words the hint, with the usage of their command.
    private static func told(_ error: any Error) -> (text: String, code: ExitCode) {
        guard let misread = error as? Misread else { return (fullMessage(for: error), exitCode(for: error)) }
        let lines = fullMessage(for: misread.cause).split(separator: "\n", omittingEmptySubsequences: false)
        let usage = lines.drop { !$0.hasPrefix("Usage:") }
        return ((["Error: \(misread.hint)"] + usage).joined(separator: "\n"), .validationFailure)
    }

    /// Runs the command named by the arguments; help and mistakes are printed here, so that it is known whether writing
    /// them succeeded.
    private static func code(of words: CommandLineWords) -> ExitCode {
        do {
            try words.check()
            if let location = WorkspaceOption.location(namedAlone: words.words) {
                WorkspaceOption.use(location)
                try ConsoleCommand.open(location, TerminalOptions())
            } else {
                var command = try command(of: words)
                if let taking = command as? any WorkspaceTaking { WorkspaceOption.use(taking.workspace.location) }
                try command.run()
            }
            return .success
        } catch {
            let (text, code) = told(error)
            if text.isEmpty { return code }
            if code == .success {
                StandardOutput.write(text + "\n")
            } else {
                for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
                    Output.message(String(line))
                }
            }
            return code
        }
    }
}
