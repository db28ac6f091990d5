import Accounts
import ArgumentParser
import Foundation
import Sandbox
import Synchronizing
import Telling
import Workspace

struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "init", abstract: "Makes a new workspace.")

    @OptionGroup var workspace: WorkspaceOption
    @Flag(help: "Fill it with the sample accounts and the sandbox's Dropbox.")
    var sample = false

    func run() throws {
        try Blocking.run { [workspace, sample] in
            try ReadOnlyMode.allowChanges()
            let location = workspace.location
            try Workspace.create(at: location)
            Output.line(Phrases.madeWorkspace(location.shown))
            guard sample else { return Output.line(Phrases.afterMaking) }
            try await workspace.open()
                .fillWithSample(
                    port: Sandbox.usualPort,
                    applicationID: Sandbox.applicationID,
                    apiKey: Secret(Sandbox.apiKey)
                )
            Output.line(Phrases.hasSample(port: Sandbox.usualPort))
        }
    }
}
