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
        let (done, left) = (opened.offered, try await opened.sendsToOffer())
        let sends = (done ?? left).map { OfferJSON($0, isDone: done != nil) }
        return Shown(HomeJSON(reading, closing: opened.closing, sends: sends)) {
            let (book, closing) = (opened.location.shown, opened.closing)
            for line in HomeWords.lines(reading, book: book, closing: closing, at: Date()) { Output.line(line) }
            guard let report = done ?? left else { return Output.line(OfferWords.none) }
            for line in OfferWords.lines(report, isDone: done != nil) { Output.line(line) }
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
    @Flag(help: "Print JSON.")
    var json = false

    var needed: MemberRole { .administrator }

    func run(in opened: Workspace) async throws -> any Report {
        let reading = try await opened.homes.home()
        guard reading.away != nil else { return Accepted(count: nil, report: nil) }
        // Before anybody may send from here, the book knows what was sent from this machine.
        let before = try await opened.offerSends()
        let count = try await opened.unclaimed()
        if !yes {
            Output.message(HomeWords.accepting(count))
            guard readLine() == HomeWords.confirmation else { throw CommandProblem.notConfirmed }
        }
        // Somewhere else by now: what was confirmed is no longer so.
        guard try await opened.settle(at: reading.here) else { throw CommandProblem.notConfirmed }
        let reports = [opened.offered, before, try await opened.offerSends()].compactMap(\.self)
        return Accepted(
            count: try await opened.unclaimed(),
            report: reports.dropFirst().reduce(reports.first) { $0?.and($1) }
        )
    }
}

/// What came of making a place the home; nil for the count if it was that already.
private struct Accepted: Report {
    let count: Int?
    let report: OfferReport?

    func print() {
        guard let count else { return Output.line(HomeWords.isAtHome) }
        Output.line(HomeWords.accepted(count))
        if let report {
            for line in OfferWords.lines(report, isDone: true) { Output.line(line) }
        }
        Output.line(HomeWords.comparing)
    }

    var json: Members {
        Members(accepted: count != nil, ready: count, sends: report.map { OfferJSON($0, isDone: true) })
    }

    struct Members: Encodable {
        let accepted: Bool
        /// How many accounts could be sent.
        let ready: Int?
        let sends: OfferJSON?
    }
}

/// What this machine's journal of sends has, and what became of what the book did not know.
struct OfferJSON: Encodable {
    private let sends, offered, damagedLines: Int
    private let became: Became?

    private struct Became: Encodable {
        let synchronized, inDoubt, conflict, withoutEffect, held, misplaced, left: Int
    }

    init(_ report: OfferReport, isDone: Bool) {
        (sends, offered, damagedLines) = (report.sends, report.offered, report.damagedLines)
        became =
            isDone
            ? Became(
                synchronized: report.synchronized,
                inDoubt: report.inDoubt,
                conflict: report.conflicts,
                withoutEffect: report.withoutEffect,
                held: report.held.count,
                misplaced: report.misplaced,
                left: report.left
            ) : nil
    }
}

/// The reading as JSON: parts of places by their names, times in ISO 8601.
private struct HomeJSON: Encodable {
    private let atHome: Bool
    private let closed: Closed?
    private let differs: [String]
    private let here: Home.Place
    private let homes: [Entry]
    private let server: Settings?
    private let sends: OfferJSON?

    private struct Entry: Encodable {
        let place: Home.Place
        let since: String
        let by: String?
    }

    /// Why nothing is sent from here whatever the home is: the phase of a move, and its other end.
    private struct Closed: Encodable {
        let phase: Closing.Phase
        let place: String
    }

    private struct Settings: Encodable {
        let synchronousCommit, synchronousStandbyNames, fsync, fullPageWrites: String
        let standbys: Int
    }

    init(_ reading: HomeReading, closing: Closing?, sends: OfferJSON?) {
        self.sends = sends
        atHome = reading.away == nil && closing == nil
        closed = closing.map { Closed(phase: $0.phase, place: WorkspaceLocation.shown($0.place)) }
        differs = (reading.away ?? []).map(\.rawValue)
        here = reading.here
        homes = reading.homes.map { Entry(place: $0.place, since: $0.at.ISO8601Format(), by: $0.by) }
        server = reading.durability.map {
            Settings(
                synchronousCommit: $0.synchronousCommit,
                synchronousStandbyNames: $0.synchronousStandbys,
                fsync: $0.fsync,
                fullPageWrites: $0.fullPageWrites,
                standbys: $0.standbys
            )
        }
    }
}
