import ArgumentParser
import Foundation
import Synchronizing
import Telling
import Workspace

struct HomeShowCommand: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract:
            "Shows the book's home, where it is now, and what its server promises (what happens without a subcommand)."
    )

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var output: JSONOption

    func run(in opened: Workspace) async throws -> any Report {
        let (reading, isStandby) = (try await opened.homes.home(), try await opened.homes.isStandby())
        let (done, left) = (opened.offered, try await opened.sendsToOffer())
        let sends = (done ?? left).map { OfferJSON($0, isDone: done != nil) }
        return Shown(HomeJSON(reading, isStandby: isStandby, closing: opened.closing, sends: sends)) {
            let (book, closing) = (opened.location.shown, opened.closing)
            Output.lines(HomeWords.lines(reading, book: book, isStandby: isStandby, closing: closing))
            guard let report = done ?? left else { return Output.line(OfferWords.none) }
            Output.lines(OfferWords.lines(report, isDone: done != nil))
        }
    }
}

/// The reading as JSON: parts of places by their names.
private struct HomeJSON: Encodable {
    private let atHome: Bool
    private let standby: Bool
    private let closed: Closed?
    private let differs: [String]
    private let here: Home.Place
    private let homes: [Entry]
    private let server: Settings?
    private let sends: OfferJSON?

    private struct Entry: Encodable {
        let place: Home.Place
        let since: Date
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

    init(_ reading: HomeReading, isStandby: Bool, closing: Closing?, sends: OfferJSON?) {
        (self.sends, standby) = (sends, isStandby)
        atHome = reading.away == nil && closing == nil
        closed = closing.map { Closed(phase: $0.phase, place: WorkspaceLocation.shown($0.place)) }
        differs = (reading.away ?? []).map(\.rawValue)
        here = reading.here
        homes = reading.homes.map { Entry(place: $0.place, since: $0.at, by: $0.by) }
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
