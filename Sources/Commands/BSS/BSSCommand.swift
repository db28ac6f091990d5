import Accounts
import ArgumentParser
import Foundation
import Pulling
import Synchronizing
import Telling
import Workspace

struct BSSCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bss",
        abstract: "Connects the BSS from which accounts are read; nothing is ever written to it.",
        subcommands: [BSSAddCommand.self, BSSShowCommand.self, BSSCheckCommand.self, BSSRemoveCommand.self]
    )
}

struct BSSAddCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Connects the BSS, in place of the one before; contacts nobody."
    )

    @OptionGroup var workspace: WorkspaceOption
    @Argument(help: "The connection, a JSON file; - reads standard input.")
    var file: String
    @Flag(help: "Print JSON.")
    var json = false

    var needed: MemberRole { .administrator }

    func run(in opened: Workspace) async throws -> any Report {
        let connection = try BSSDocument.read(Data(try InputFile.read(file, longest: 1 << 20)))
        if let file = connection.caFile, !FileManager.default.fileExists(atPath: opened.location.file(file)) {
            Output.message(Phrases.caFileMissing(file))
        }
        try await opened.bss.setBSS(connection)
        return Shown(BSSDocument(connection)) { Output.line(BSSWords.connected(connection)) }
    }
}

struct BSSShowCommand: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows the connection as JSON, as it can be added again; secrets stay references."
    )

    @OptionGroup var workspace: WorkspaceOption
    @Flag(name: .customLong("json"), help: "Accepted for symmetry: the output is JSON anyway.")
    var isSaid = false

    var json: Bool { true }

    func run(in opened: Workspace) async throws -> any Report {
        let connection = try await opened.connectedBSS()
        return Shown(BSSDocument(connection)) {}
    }
}

struct BSSCheckCommand: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Signs in to the BSS, reads one account, and looks for the description of its API."
    )

    @OptionGroup var workspace: WorkspaceOption
    @Flag(help: "Print JSON.")
    var json = false

    struct Checked: Encodable {
        var name, url: String
        var accounts: Int?
        /// The HTTP status of the page on which the BSS describes its own API.
        var apiDescription: Int?
    }

    func run(in opened: Workspace) async throws -> any Report {
        let connection = try await opened.connectedBSS()
        do throws(BSSProblem) {
            let checked = try await opened.checkBSS(connection)
            let json = Checked(
                name: connection.name,
                url: connection.url,
                accounts: checked.accounts,
                apiDescription: checked.description
            )
            return Shown(json) {
                Output.line(BSSWords.answers(connection, total: checked.accounts))
                for remark in checked.remarks { Output.line(remark) }
            }
        } catch {
            throw CommandProblem.bss(error, connection)
        }
    }
}

struct BSSRemoveCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Forgets the connection; the accounts that came from it stay."
    )

    @OptionGroup var workspace: WorkspaceOption
    @Flag(help: "Print JSON.")
    var json = false

    var needed: MemberRole { .administrator }

    func run(in opened: Workspace) async throws -> any Report {
        let connection = try await opened.connectedBSS()
        _ = try await opened.bss.removeBSS()
        return Shown(BSSDocument(connection)) { Output.line(BSSWords.removed(connection)) }
    }
}

extension Workspace {
    /// The connection to the BSS, which must be there.
    func connectedBSS() async throws -> BSSConnection {
        guard let connection = try await bss.bss() else { throw CommandProblem.noBSS }
        return connection
    }
}
