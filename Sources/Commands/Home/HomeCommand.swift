import ArgumentParser
import Foundation
import Synchronizing
import Telling
import Workspace

struct HomeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "home",
        abstract: "Tells whether this is where the book belongs, or a copy from which nothing is sent.",
        subcommands: [HomeShowCommand.self, HomeAcceptCommand.self],
        defaultSubcommand: HomeShowCommand.self
    )
}

struct HomeShowCommand: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract:
            "Shows the book's home, where it is now, and what its server promises (what happens without a subcommand)."
    )

    @OptionGroup var workspace: WorkspaceOption
    @Flag(help: "Print JSON.")
    var json = false

    func run(in opened: Workspace) async throws -> any Report {
        let reading = try await opened.homes.home()
        return Shown(HomeJSON(reading)) {
            for line in HomeWords.lines(reading, book: opened.location.shown, at: Date()) { Output.line(line) }
        }
    }
}

struct HomeAcceptCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "accept",
        abstract:
            "Makes this the book's home, after a failover, a restored backup or a move; sending goes on from here."
    )

    @OptionGroup var workspace: WorkspaceOption
    @Flag(help: "Do not ask for confirmation.")
    var yes = false

    var needed: MemberRole { .administrator }

    func run(in opened: Workspace) async throws -> any Report {
        let reading = try await opened.homes.home()
        guard reading.away != nil else { return Said(HomeWords.isAtHome) }
        let count = try await opened.unclaimed()
        if !yes {
            Output.message(HomeWords.accepting(count))
            guard readLine() == HomeWords.confirmation else { throw CommandProblem.notConfirmed }
        }
        // Somewhere else by now: what was confirmed is no longer so.
        guard try await opened.settle(at: reading.here) else { throw CommandProblem.notConfirmed }
        return Said(HomeWords.accepted(count), HomeWords.comparing)
    }
}

/// The reading as JSON: parts of places by their names, times in ISO 8601.
private struct HomeJSON: Encodable {
    private let atHome: Bool
    private let differs: [String]
    private let here: Home.Place
    private let homes: [Entry]
    private let server: Settings?

    private struct Entry: Encodable {
        let place: Home.Place
        let since: String
        let by: String?
    }

    private struct Settings: Encodable {
        let synchronousCommit, synchronousStandbyNames, fsync, fullPageWrites: String
    }

    init(_ reading: HomeReading) {
        atHome = reading.away == nil
        differs = (reading.away ?? []).map(\.rawValue)
        here = reading.here
        homes = reading.homes.map { Entry(place: $0.place, since: $0.at.ISO8601Format(), by: $0.by) }
        server = reading.durability.map {
            Settings(
                synchronousCommit: $0.synchronousCommit,
                synchronousStandbyNames: $0.synchronousStandbys,
                fsync: $0.fsync,
                fullPageWrites: $0.fullPageWrites
            )
        }
    }
}
