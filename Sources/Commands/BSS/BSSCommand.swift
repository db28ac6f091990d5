import Accounts
import ArgumentParser
import Pulling
import Synchronizing
import Workspace

struct BSSCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bss",
        abstract:
            "Connects the BSS, the business support system from which accounts are read; nothing is ever written to it.",
        subcommands: [BSSAddCommand.self, BSSShowCommand.self, BSSCheckCommand.self, BSSRemoveCommand.self]
    )
}

extension Workspace {
    /// The connection to the BSS, which must be there.
    func connectedBSS() async throws -> BSSConnection {
        guard let connection = try await bss.bss() else { throw PullFailure.notConnected }
        return connection
    }
}
