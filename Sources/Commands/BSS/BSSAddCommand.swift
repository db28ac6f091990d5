import Accounts
import ArgumentParser
import Foundation
import Pulling
import Synchronizing
import Telling
import Workspace

struct BSSAddCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Connects the BSS, in place of the one before; contacts nobody."
    )

    @OptionGroup var workspace: WorkspaceOption
    @Argument(help: "The connection, a JSON file; - reads standard input.", completion: .file())
    var file: String
    @OptionGroup var output: JSONOption

    var needed: MemberRole { .administrator }

    func run(in opened: Workspace) async throws -> any Report {
        let data = Data(try InputFile.read(file, longest: 1 << 20))
        let connection: BSSConnection
        do throws(DocumentProblem) { connection = try BSSDocument.read(data) } catch {
            throw CommandProblem.connection(error)
        }
        opened.location.look(forCAFile: connection.caFile)
        try await opened.bss.setBSS(connection)
        return Shown(BSSDocument(connection)) { Output.line(BSSWords.connected(connection)) }
    }
}
