import ArgumentParser
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

extension Workspace {
    func team() throws -> any MemberRegistry {
        guard let members else { throw CommandProblem.noTeam }
        return members
    }
}
