import Accounts
import ArgumentParser
import Synchronizing
import Telling
import Workspace

struct MembersAddCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Lets a login of the server in, or gives it another role or another part of the book.",
        discussion: """
            Without --below and --all, whoever is a member already goes on seeing what they see, and a new member sees \
            the whole book.
            """
    )

    @OptionGroup var workspace: WorkspaceOption
    @Argument(help: "The login, as the server knows it.")
    var login: String
    @Option(
        help: "viewer, operator, approver or administrator; each may do what those before it may.",
        completion: .list(MemberRole.allCases.map(\.rawValue)),
        transform: MemberRole.init(option:)
    )
    var role: MemberRole
    @Option(
        help: ArgumentHelp(
            "A reseller: only this one and the accounts below it are seen and touched; may be repeated.",
            valueName: "code"
        )
    )
    var below: [String] = []
    @Flag(help: "The whole book is seen.")
    var all = false
    @OptionGroup var output: JSONOption

    func validate() throws {
        if all, !below.isEmpty { throw ValidationError(MemberWords.belowOrAll) }
    }

    private var scope: MemberScope? {
        if all { return .whole }
        return below.isEmpty ? nil : .below(below.map { AccountCode($0) })
    }

    // What it needs is not what it gives.
    var needed: MemberRole { .administrator }

    func run(in opened: Workspace) async throws -> any Report {
        try await opened.team().admit(login, as: role, scope: scope).check(login)
        return Shown(MemberChange(login: login, role: role, below: scope?.below)) {
            Output.line(MemberWords.added(login, role, scope))
        }
    }
}

extension MemberRole {
    fileprivate init(option text: String) throws {
        guard let role = Self(rawValue: text) else { throw ValidationError(MemberWords.unknownRole(text)) }
        self = role
    }
}
