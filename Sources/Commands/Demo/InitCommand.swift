import Accounts
import ArgumentParser
import Foundation
import Sandbox
import Synchronizing
import Telling
import Workspace

struct InitCommand: WorkspaceTaking, PrintsJSON {
    static let configuration = CommandConfiguration(commandName: "init", abstract: "Makes a new workspace.")

    @OptionGroup var workspace: WorkspaceOption
    @Flag(help: "Fill it with the sample accounts and the sandbox's Dropbox.")
    var sample = false
    @OptionGroup var output: JSONOption

    func run() throws {
        try Blocking.run { [workspace, sample, json] in
            try ReadOnlyMode.allowChanges()
            let location = workspace.location
            try Workspace.create(at: location)
            // Said before the sample is filled in: the workspace is there, whatever comes of that.
            if !json { Output.line(Phrases.madeWorkspace(location.shown)) }
            if sample {
                try await workspace.open()
                    .fillWithSample(
                        port: Sandbox.usualPort,
                        applicationID: Sandbox.applicationID,
                        apiKey: Secret(Sandbox.apiKey)
                    )
            }
            try Made(workspace: location.shown, sample: sample).deliver(asJSON: json)
        }
    }

    private struct Made: Report, Encodable {
        var workspace: String
        var sample: Bool

        func print() {
            Output.line(sample ? Phrases.hasSample(port: Sandbox.usualPort) : Phrases.afterMaking)
        }
    }
}
