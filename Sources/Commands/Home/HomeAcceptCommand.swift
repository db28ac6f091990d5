import ArgumentParser
import Synchronizing
import Telling
import Workspace

struct HomeAcceptCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "accept",
        abstract:
            "Makes this the book's home, after a failover, a restored backup or a move; sending goes on from here."
    )

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var confirmation: ConfirmationOption
    @OptionGroup var output: JSONOption

    var needed: MemberRole { .administrator }

    func run(in opened: Workspace) async throws -> any Report {
        let reading = try await opened.homes.home()
        guard reading.away != nil else {
            return Accepted(isNew: false, count: try await opened.unclaimed(), report: opened.offered)
        }
        // Before anybody may send from here, the book knows what was sent from this machine.
        let before = try await opened.offerSends()
        let question = HomeWords.accepting(try await opened.unclaimed()).lines
        try confirmation.confirm(question, typed: HomeWords.confirmation)
        // Somewhere else by now: what was confirmed is no longer so.
        guard try await opened.settle(at: reading.here) else { throw CommandProblem.homeChanged }
        let reports = [opened.offered, before, try await opened.offerSends()].compactMap(\.self)
        return Accepted(
            isNew: true,
            count: try await opened.unclaimed(),
            report: reports.dropFirst().reduce(reports.first) { $0?.and($1) }
        )
    }
}

/// What came of making a place the home.
private struct Accepted: Report {
    /// Whether it was not that already.
    let isNew: Bool
    /// How many accounts could be sent.
    let count: Int
    let report: OfferReport?

    func print() {
        guard isNew else { return Output.line(HomeWords.isAtHome) }
        Output.line(HomeWords.accepted(count))
        if let report {
            Output.lines(OfferWords.lines(report, isDone: true))
        }
        Output.line(HomeWords.comparing)
    }

    var json: Members {
        Members(accepted: isNew, ready: count, sends: report.map { OfferJSON($0, isDone: true) })
    }

    struct Members: Encodable {
        let accepted: Bool
        /// How many accounts could be sent.
        let ready: Int
        let sends: OfferJSON?
    }
}
