import Accounts
import ArgumentParser
import Pulling
import Telling
import Workspace

struct VerifyCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract:
            "Asks the BSS for the orders of synchronized accounts: an order proves that the vendor took the account."
    )
    static var ended: String { VerifyWords.ended }

    @OptionGroup var workspace: WorkspaceOption
    @Argument(help: ArgumentHelp("The accounts' codes.", valueName: "code"))
    var codes: [String] = []
    @Flag(help: "Ask about all accounts without such an order, those asked about longest ago first.")
    var all = false
    @OptionGroup var system: OnlySystemOption
    @Option(
        help: ArgumentHelp("The most accounts to ask about; all, unless given.", valueName: "n"),
        transform: Numbers.limit
    )
    var limit: Int?
    @OptionGroup var output: JSONOption

    func validate() throws {
        guard codes.isEmpty || !all else { throw ValidationError("Codes and --all exclude each other.") }
        guard all || !codes.isEmpty else { throw ValidationError("Name the accounts, or say --all.") }
    }

    func run(in opened: Workspace) async throws -> any Report {
        let connection = try await opened.connectedBSS()
        let system = try await opened.system(system)?.name
        let accounts = all ? nil : try await opened.ids(ofCodes: codes)
        let wish = VerifyWish(accounts: accounts, system: system, most: limit ?? .max)
        let line = ProgressLine()
        let result = try await opened.verify(wish, by: connection) { count in
            line.show { _ in VerifyWords.asking(count) }
        }
        line.end()
        if let problem = result.problem, result.asked == 0 { throw PullFailure.bss(problem, connection) }
        return VerifyReport(result, lists: !all)
    }
}

private struct VerifyReport: Report, Encodable {
    struct Line: Encodable {
        var account: ToldAccount
        var system: String
        var externalId: String?
        var verified: Bool
        var order: OrderJSON?

        init(_ found: AccountOnSystem) {
            account = ToldAccount(found.account)
            system = found.link?.system.rawValue ?? ""
            externalId = found.link?.externalID?.rawValue
            order = found.link?.witness.map { OrderJSON($0) }
            verified = order != nil
        }
    }

    var asked: Int
    /// How many of them, on any system, an order verified now, and how many none does.
    var verified, unverified: Int
    var accounts: [Line]
    var problem: String?
    private let result: Verified
    private let listed: [AccountOnSystem]
    /// Whether the accounts without an order are listed, too: of a million nobody reads the list.
    private let lists: Bool

    private enum CodingKeys: String, CodingKey { case asked, verified, unverified, accounts, problem }

    init(_ result: Verified, lists: Bool) {
        (self.result, self.lists) = (result, lists)
        asked = result.asked
        (verified, unverified) = (result.verified.count, result.unverified.count)
        listed = result.verified + result.before + (lists ? result.unverified : [])
        accounts = listed.map { Line($0) }
        problem = result.problem?.phrase
    }

    var exitCode: ExitCode { result.problem?.exitCode ?? .success }

    func print() {
        Output.lines(listed.map(VerifyWords.line))
        if result.asked == 0, result.before.isEmpty {
            Output.line(VerifyWords.nothingToAsk)
        } else if !lists {
            Output.line(VerifyWords.counts(result))
        }
        if let problem = result.problem { Output.message(VerifyWords.stopped(problem.phrase)) }
    }
}
