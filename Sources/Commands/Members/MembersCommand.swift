import Accounts
import ArgumentParser
import Foundation
import Synchronizing
import Telling
import Workspace

struct MembersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "members",
        abstract:
            "Lists, adds and removes the members of a team's book, and says which plans need two people.",
        subcommands: [
            MembersListCommand.self, MembersAddCommand.self, MembersRemoveCommand.self,
            MembersApprovalsCommand.self,
        ]
    )
}

struct MembersListCommand: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists the members of the book with their roles."
    )

    @OptionGroup var workspace: WorkspaceOption
    @Flag(help: "Print JSON.")
    var json = false

    private struct Shape: Encodable {
        var login: String
        var role: MemberRole
        /// The codes of the resellers that it is limited to; absent for the whole book.
        var below: [AccountCode]?
        var owner: Bool
        var addedBy: String?
        var addedAt: Date?
    }

    func run(in opened: Workspace) async throws -> any Report {
        let members = try await opened.team().members()
        let shapes = members.map {
            Shape(
                login: $0.login,
                role: $0.role,
                below: $0.scope.below,
                owner: $0.isOwner,
                addedBy: $0.addedBy,
                addedAt: $0.addedAt
            )
        }
        return Shown(shapes) {
            var table = Table("LOGIN", "ROLE", "SEES", "ADDED BY", "ADDED")
            for member in members {
                table.add(
                    member.login,
                    member.role.rawValue,
                    MemberWords.scope(member.scope),
                    member.isOwner ? MemberWords.owner : member.addedBy ?? "",
                    member.addedAt.map { $0.stamp } ?? ""
                )
            }
            table.print()
        }
    }
}

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
        transform: Roles.role
    )
    var role: MemberRole
    @Option(help: "The code of a reseller: only this one and what is below it is seen and touched; may be repeated.")
    var below: [String] = []
    @Flag(help: "The whole book is seen.")
    var all = false
    @Flag(help: "Print JSON.")
    var json = false

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

struct MembersRemoveCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Removes a login from the book; it loses every right at once."
    )

    @OptionGroup var workspace: WorkspaceOption
    @Argument(help: "The login, as the server knows it.")
    var login: String
    @Flag(help: "Print JSON.")
    var json = false

    var needed: MemberRole { .administrator }

    func run(in opened: Workspace) async throws -> any Report {
        try await opened.team().dismiss(login).check(login)
        return Shown(MemberChange(login: login)) { Output.line(MemberWords.removed(login)) }
    }
}

/// What a login is now; without a role it is not a member.
private struct MemberChange: Encodable {
    var login: String
    var role: MemberRole?
    var below: [AccountCode]?
}

extension MemberScope {
    fileprivate var below: [AccountCode]? { if case .below(let codes) = self { codes } else { nil } }
}

extension Workspace {
    func team() throws -> any MemberRegistry {
        guard let members else { throw CommandProblem.noTeam }
        return members
    }
}

extension MemberVerdict {
    fileprivate func check(_ login: String) throws {
        if self != .done { throw CommandProblem.member(self, login) }
    }
}

private enum Roles {
    static func role(_ text: String) throws -> MemberRole {
        guard let role = MemberRole(rawValue: text) else { throw Unknown(description: MemberWords.unknownRole(text)) }
        return role
    }

    private struct Unknown: Error, CustomStringConvertible {
        let description: String
    }
}
