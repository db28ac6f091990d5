import Accounts
import FoundationEssentials
import PlainText
import Synchronizing
import Telling
import TextScreen

extension LedgerScreen {
    func draw(on frame: inout Frame, in area: Rect) {
        drawProgress(&frame, area.row(0))
        drawCounts(&frame, area.row(1))
        let columns = TableColumns(
            [
                .init("CODE", 10), .init("NAME", max(area.size.columns * 3 / 10, 12) - 1), .init("STATE"),
                .init("TRY", 4),
            ],
            width: area.size.columns
        )
        columns.drawHeading(on: &frame, in: area.row(2))
        list.draw(on: &frame, in: area.dropping(rows: rowsAboveList)) { line, row, frame in
            columns.draw(cells(list.items[line]), on: &frame, in: row)
        }
        if list.isEmpty {
            let words = onlyFailed ? "nothing failed" : BulkRunWords.nothingToDo
            frame.putPlaceholder(words, in: area.dropping(rows: rowsAboveList))
        }
        drawFoot(on: &frame, in: area)
    }

    private func drawProgress(_ frame: inout Frame, _ row: Rect) {
        let figures = figures(within: row.size.columns - 5 - Self.leastBar)
        let room = row.size.columns - figures.columns - 6
        let bar = ledger.bar(max(min(RunStory.widestBar, row.size.columns / 3, room), Self.leastBar))
        var column = frame.put("[", at: row.origin.moved(columns: 1), style: .dim)
        column = frame.put(bar.done, at: row.at(column), style: .accent)
        column = frame.put(bar.left, at: row.at(column), style: .dim)
        frame.put("]  \(figures)", at: row.at(column), style: .normal)
    }

    private static var leastBar: Int { 4 }

    /// How far the run is, how fast, and what it does that is not usual.
    ///
    /// Where room is short, the rate is left out first, then the time that has passed, then the time that is left.
    private func figures(within columns: Int) -> String {
        let time = [ledger.time(at: now)]
        let pace = isWaiting ? [] : ledger.pace(at: now)
        let (rate, left) = (Array(pace.prefix(1)), Array(pace.dropFirst()))
        let done = "\(ledger.doneCount.grouped) of \(ledger.plan.items.count.grouped)"
        let choices: [[String]] = [rate + left + time, left + time, left, []]
        let texts = choices.map { ([done] + $0 + unusual).joined(separator: "   ") }
        return texts.first { $0.columns <= columns } ?? texts[3]
    }

    /// Whether nothing goes on for a while, so that a pace would say nothing.
    private var isWaiting: Bool { ledger.isHolding || version == nil && ledger.wait(at: now) != nil }

    private var unusual: [String] {
        guard ledger.isRunning else { return [] }
        let stopping = version == nil && ledger.isStopping ? [BulkRunWords.stopping] : []
        if ledger.isHolding { return stopping + [BulkRunWords.unreachable(ledger.plan.system)] }
        if version == nil, let wait = ledger.wait(at: now) { return stopping + [wait] }
        if version != nil, let turn = ledger.secondsToTurn(at: now) { return [BulkRunWords.freeTurn(in: turn)] }
        guard version != nil, let run = ledger.run else { return stopping }
        return [RunWords.standing(run)]
    }

    private func drawCounts(_ frame: inout Frame, _ row: Rect) {
        var column = 1
        if onlyFailed {
            let shown = BulkRunWords.onlyWrong(list.count, of: ledger.plan.items.count)
            column = frame.put(shown, at: row.origin.moved(columns: column), style: .selection) + 3
        }
        frame.put(ledger.counts, from: column, in: row)
    }

    private func cells(_ index: Int) -> [TableColumns.Entry] {
        let item = ledger.plan.items[index]
        let state = later(index) ?? ledger.told(index).state
        return [
            .init(item.code.rawValue), .init(item.name), .init("\(state.sign) \(text(index, state))", state.style),
            .init(ledger.steps[index].map { "\($0.tries)" } ?? "", .dim, indent: 1),
        ]
    }

    /// Where an account stands by now that the run left in doubt.
    private func later(_ index: Int) -> SyncState? {
        ledger.standings[index] == .ended(.inDoubt) ? decided[ledger.plan.items[index].id] : nil
    }

    private func text(_ index: Int, _ state: SyncState) -> String {
        if later(index) != nil { return BulkRunWords.decidedLater(state) }
        if let step = ledger.steps[index] {
            if let left = step.turn?.secondsLeft(at: now) {
                return step.hasTurn ? BulkRunWords.accountsTurn(in: left) : BulkRunWords.itsTurn
            }
            if let retry = step.retry, let left = retry.at.secondsLeft(at: now) {
                return BulkRunWords.retry(in: left, askedBy: retry.isVendorsWish ? ledger.plan.system : nil)
            }
            let seconds = max(now.timeIntervalSince(step.since), 0)
            return "\(step.progress?.phrase ?? BulkRunWords.itsTurn) \(Int(seconds)) s"
        }
        if let entry = ledger.entries[index] {
            if entry.result == .synchronized { return entry.externalID?.rawValue ?? state.rawValue }
            if entry.result == .skipped { return BulkRunWords.skipped }
            // As where nothing was written down of it, since the plan has the reason.
            if entry.result == .blocked, case .blocked(let reasons) = ledger.plan.items[index].verdict,
                let first = reasons.first
            {
                return first.message
            }
            return "\(state.rawValue): \(entry.reason)"
        }
        let standing = ledger.told(index)
        if standing == .underWay { return BulkRunWords.elsewhere }
        if standing == .ended(.leftOut) { return standing.name }
        let item = ledger.plan.items[index]
        switch item.verdict {
        case .blocked(let reasons): return reasons.first?.message ?? state.rawValue
        case .waits(let parent) where state == .waiting && !ledger.isSynchronized(parent):
            return "waiting for \(parent)"
        case _ where state == .waiting && ledger.isRunning:
            return isUnapproved ? BulkRunWords.awaitsApproval : BulkRunWords.itsTurn
        default: return state.rawValue
        }
    }

    var footParagraphs: [(String, Style)] {
        var lines: [(String, Style)] = []
        if !ledger.isRunning {
            let notice = ledger.summary
            lines.append(("\(notice.tone.sign) \(notice.consoleLines.joined(separator: " "))", notice.tone.style))
        }
        if let selected, let state = later(selected) {
            lines.append((BulkRunWords.decidedLater(ledger.plan.items[selected], state), .dim))
        } else if let selected, let entry = ledger.entries[selected] {
            lines.append((entry.notice.consoleLines.joined(separator: " "), .dim))
        }
        return lines
    }
}
