import Accounts
import ArgumentParser
import Foundation
import Sandbox
import Synchronizing
import Workspace

/// Makes a new workspace.
struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "init", abstract: "Makes a new workspace.")

    @OptionGroup var workspace: WorkspaceOption
    @Flag(help: "Fill it with the sample accounts and the sandbox's Dropbox.")
    var sample = false

    func run() throws {
        try Blocking.run { [workspace, sample] in
            let location = workspace.location
            do throws(StoreFailure) { try Workspace.create(at: location) } catch { throw Failure(error) }
            Output.line("Made the workspace \(location.path).")
            guard sample else {
                return Output.line("Next: account-sync accounts import FILE, and account-sync systems add FILE.")
            }
            try await workspace.open()
                .fillWithSample(
                    port: Sandbox.usualPort,
                    applicationID: Sandbox.applicationID,
                    apiKey: Secret(Sandbox.apiKey)
                )
            Output.line(
                "It has the sample accounts, and Dropbox at port \(Sandbox.usualPort): start it with account-sync sandbox."
            )
        }
    }
}
