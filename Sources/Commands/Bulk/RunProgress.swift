import Accounts
import Foundation
import Synchronization
import Synchronizing
import Telling

/// Shows the progress of a bulk run on stderr: a bar on a terminal, otherwise a line for each account, or a line of
/// JSON.
final class RunProgress: Sendable {
    private enum Manner { case bar, lines, json }

    private struct Line: Encodable {
        var account: ToldAccount
        var state, message: String
        var externalId: String?
        var done, total: Int
    }

    private let manner: Manner
    private let cadence = Cadence(every: .milliseconds(100))
    private let told = Mutex(ToldWaits())

    init(isJSON: Bool) {
        manner = isJSON ? .json : StandardError.hasStatus ? .bar : .lines
    }

    func ended(_ index: Int, _ story: RunStory, at now: Date) {
        guard let entry = story.entries[index] else { return }
        let item = story.plan.items[index]
        let (done, total) = (story.doneCount, story.plan.items.count)
        switch manner {
        case .bar:
            if entry.result != .synchronized { Output.message("\(item.code) \(entry.result.name): \(entry.words)") }
            draw(story, at: now, isForced: done == total)
        case .lines: Output.message("\(done)/\(total) \(item.code) \(entry.result.name): \(entry.words)")
        case .json:
            Output.jsonLine(
                Line(
                    account: ToldAccount(item),
                    state: entry.result.name,
                    message: entry.words,
                    externalId: entry.externalID?.rawValue,
                    done: done,
                    total: total
                )
            )
        }
    }

    /// Whether a wait is a line of its own: no bar shows it, and what reads lines of JSON expects no others.
    private var tellsWaits: Bool { manner == .lines || manner == .json && StandardError.isTerminal }

    /// Where each account has a line, a wait that is not longer has none.
    private static let shortWait = Duration.seconds(5)

    /// Tells that an account waits, where no bar shows it.
    func waits(_ index: Int, for duration: Duration, isVendorsWish: Bool, _ story: RunStory, at now: Date) {
        draw(story, at: now, isForced: true)
        guard tellsWaits, duration > Self.shortWait else { return }
        // If nothing else goes on, this line says that of the run, too.
        _ = told.withLock { $0.sentence(story, at: now) }
        let (code, system) = (story.plan.items[index].code, isVendorsWish ? story.plan.system : nil)
        Output.message(Phrases.waiting(code, duration, askedBy: system))
    }

    /// Tells that nothing goes on in the run, where no bar shows it.
    func rests(_ story: RunStory, at now: Date) {
        guard tellsWaits, let sentence = told.withLock({ $0.sentence(story, at: now) }) else { return }
        Output.message(sentence)
    }

    func end() { if manner == .bar { StandardError.show("") } }

    /// Draws at most ten times a second, unless it is forced.
    func draw(_ story: RunStory, at now: Date, isForced: Bool) {
        guard manner == .bar, cadence.isDue(isForced: isForced) else { return }
        let bar = story.bar(min(RunStory.widestBar, (StandardError.columns ?? 80) / 4))
        let done = "[\(bar.done)\(bar.left)]  \(story.doneCount) of \(story.plan.items.count)"
        let pace = story.wait(at: now).map { [$0] } ?? story.pace(at: now)
        let parts = [done] + pace + [story.results]
        StandardError.show(parts.filter { !$0.isEmpty }.joined(separator: "   "))
    }
}
