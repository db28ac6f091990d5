import Accounts
import Foundation
import Synchronization
import Synchronizing
import Workspace

/// How far a run is, on stderr: a bar on a terminal, else a line for each account, or a line of JSON.
final class RunProgress: Sendable {
    private enum Manner { case bar, lines, json }

    fileprivate struct State {
        var total = 0
        var done = 0
        var before = 0
        var begun = ContinuousClock.now
        var drawn: ContinuousClock.Instant?
    }

    private struct Line: Encodable {
        var code, state, message: String
        var externalId: String?
        var done, total: Int
    }

    private let manner: Manner
    private let state = Mutex(State())

    init(isJSON: Bool) {
        manner = isJSON ? .json : StandardError.hasStatus ? .bar : .lines
    }

    func begin(total: Int, done: Int) {
        state.withLock { ($0.total, $0.done, $0.before, $0.begun) = (total, done, done, .now) }
        draw([:], force: true)
    }

    /// A sentence between the accounts.
    func tell(_ text: String) { Output.message(text) }

    func ended(_ item: Plan.Item, _ entry: RunLedger.Entry, _ counts: [BulkRun.Result: Int]) {
        let (done, total) = state.withLock { state in
            state.done += 1
            return (state.done, state.total)
        }
        switch manner {
        case .bar:
            if entry.result != .synchronized { tell("\(item.code) \(entry.result.name): \(entry.words)") }
            draw(counts, force: done == total)
        case .lines: Output.message("\(done)/\(total) \(item.code) \(entry.result.name): \(entry.words)")
        case .json:
            Output.jsonLine(
                Line(
                    code: item.code.rawValue,
                    state: entry.result.name,
                    message: entry.words,
                    externalId: entry.externalID?.rawValue,
                    done: done,
                    total: total
                )
            )
        }
    }

    func end() { if manner == .bar { StandardError.show("") } }

    /// At most ten times a second.
    private func draw(_ counts: [BulkRun.Result: Int], force: Bool) {
        guard manner == .bar else { return }
        let text = state.withLock { state -> String? in
            let now = ContinuousClock.now
            if !force, let drawn = state.drawn, now - drawn < .milliseconds(100) { return nil }
            state.drawn = now
            let width = min(28, (StandardError.columns ?? 80) / 4)
            return state.bar(width, at: now) + (counts.isEmpty ? "" : "   " + counts.phrase)
        }
        if let text { StandardError.show(text) }
    }
}

extension RunProgress.State {
    fileprivate func bar(_ width: Int, at now: ContinuousClock.Instant) -> String {
        let filled = total == 0 ? width : done * width / total
        let seconds = (now - begun).seconds
        let rate = seconds > 0.5 ? Double(done - before) / seconds : 0
        let left = rate > 0 ? Int(Double(total - done) / rate) : nil
        let time = left.map { "   \($0 / 60):\($0 % 60 < 10 ? "0" : "")\($0 % 60) left" } ?? ""
        let speed = rate > 0 ? "   \(rate >= 10 ? String(Int(rate)) : String((rate * 10).rounded() / 10))/s" : ""
        return "[" + String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
            + "]  \(done) of \(total)\(speed)\(time)"
    }
}

extension [BulkRun.Result: Int] {
    /// How many there are of each result, such as `3 synchronized, 1 refused`.
    var phrase: String {
        BulkRun.Result.told.compactMap { result in self[result].map { "\($0) \(result.name)" } }.joined(separator: ", ")
    }
}
