import Accounts
import ArgumentParser
import Foundation
import Synchronizing
import Telling
import Workspace

struct MembersListCommand: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists the members of the book with their roles."
    )

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var output: JSONOption

    private struct Shape: Encodable {
        var login: String
        var role: MemberRole
        /// The codes of the resellers that it is limited to; absent for the whole book.
        var below: [AccountCode]?
        var owner: Bool
        /// Whether the server still has the login.
        var onServer: Bool
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
                onServer: $0.isOnServer,
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
                    MemberWords.sees(member),
                    member.isOwner ? MemberWords.owner : member.addedBy ?? "",
                    member.addedAt.map { $0.stamp } ?? ""
                )
            }
            table.print()
        }
    }
}

extension MemberScope {
    var below: [AccountCode]? { if case .below(let codes) = self { codes } else { nil } }
}
