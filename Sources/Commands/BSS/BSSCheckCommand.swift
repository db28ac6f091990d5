import Accounts
import ArgumentParser
import Pulling
import Telling
import Workspace

struct BSSCheckCommand: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Signs in to the BSS, reads one account, and looks for the description of its API."
    )

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var output: JSONOption

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
                Output.lines(checked.remarks)
            }
        } catch {
            throw PullFailure.bss(error, connection)
        }
    }
}
