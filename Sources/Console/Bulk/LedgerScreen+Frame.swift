import Accounts
import FoundationEssentials
import PlainText
import Synchronizing
import Telling
import TextScreen

/// How a run is drawn.
extension LedgerScreen {
    func draw(on frame: inout Frame, in area: Rect) {
        drawProgress(&frame, area.row(0))
        drawCounts(&frame, area.row(1))
        frame.fill(area.row(2), style: .heading)
        let names = max(area.size.columns * 3 / 10, 12)
        for (text, column) in [("CODE", 3), ("NAME", 14), ("STATE", 14 + names)] {
            frame.put(text, at: area.row(2).origin.moved(columns: column), style: .heading)
        }
        frame.put("TRY", at: area.row(2).origin.moved(columns: area.size.columns - 5), style: .heading)
        for (place, line) in (cursor.offset..<lines.count).prefix(height).enumerated() {
            draw(lines[line], names, &frame, area.row(place + 3))
            if line == cursor.selected { frame.restyle(area.row(place + 3), style: .selection) }
        }
        if lines.isEmpty {
            frame.put(
                onlyFailed ? "nothing failed" : "nothing to do",
                at: area.row(4).origin.moved(columns: 3),
                style: .dim
            )
        }
        drawFoot(&frame, area.dropping(rows: min(height, max(lines.count, 1)) + 4))
    }

    private func drawProgress(_ frame: inout Frame, _ row: Rect) {
        let bar = ledger.bar(min(RunStory.widestBar, row.size.columns / 3))
        var column = frame.put("[", at: row.origin.moved(columns: 1), style: .dim)
        column = frame.put(bar.done, at: Point(column: column, row: row.origin.row), style: .accent)
        column = frame.put(bar.left, at: Point(column: column, row: row.origin.row), style: .dim)
        frame.put("]  \(figures)", at: Point(column: column, row: row.origin.row), style: .normal)
    }

    private var figures: String {
        let elapsed = Int(ledger.elapsed(at: now)).clock
        var parts = ["\(ledger.doneCount.grouped) of \(ledger.plan.items.count.grouped)"] + ledger.pace(at: now)
        parts.append(ledger.isRunning ? "\(elapsed) elapsed" : "finished in \(elapsed)")
        if ledger.isStopping, ledger.isRunning { parts.append("stopping") }
        if ledger.isHolding, ledger.isRunning { parts.append("\(ledger.plan.system) cannot be reached: waiting") }
        return parts.joined(separator: "   ")
    }

    private func drawCounts(_ frame: inout Frame, _ row: Rect) {
        var column = 1
        if onlyFailed {
            let shown = "only what went wrong: \(lines.count.grouped) of \(ledger.plan.items.count.grouped)"
            column = frame.put(shown, at: row.origin.moved(columns: column), style: .selection) + 3
        }
        for (state, count) in ledger.counts {
            column = frame.put("\(state.sign) ", at: Point(column: column, row: row.origin.row), style: state.style)
            column =
                frame.put(
                    "\(count.grouped) \(state.rawValue)",
                    at: Point(column: column, row: row.origin.row),
                    style: .dim
                ) + 3
        }
    }

    private func draw(_ index: Int, _ names: Int, _ frame: inout Frame, _ row: Rect) {
        let item = ledger.plan.items[index]
        let state = ledger.standings[index].state
        frame.put(item.code.rawValue, at: row.origin.moved(columns: 3), width: 10)
        frame.put(item.name, at: row.origin.moved(columns: 14), width: names - 1)
        let start = 14 + names
        frame.put(
            "\(state.sign) \(text(index, state))",
            at: row.origin.moved(columns: start),
            style: state.style,
            width: max(row.size.columns - start - 7, 0)
        )
        if let step = ledger.steps[index] {
            frame.put("\(step.tries)", at: row.origin.moved(columns: row.size.columns - 4), style: .dim)
        }
    }

    private func text(_ index: Int, _ state: SyncState) -> String {
        if let step = ledger.steps[index] {
            let seconds = max(now.timeIntervalSince(step.since), 0)
            return "\(step.progress?.phrase ?? "waiting for its turn") \(Int(seconds)) s"
        }
        if let entry = ledger.entries[index] {
            if entry.result == .synchronized { return entry.externalID?.rawValue ?? state.rawValue }
            if entry.result == .skipped { return "skipped: its parent failed" }
            return "\(state.rawValue): \(entry.reason)"
        }
        let item = ledger.plan.items[index]
        switch item.verdict {
        case .blocked(let reasons): return reasons.first?.message ?? state.rawValue
        case .waits(let parent) where state == .waiting: return "waiting for \(parent)"
        case _ where state == .waiting && ledger.isRunning: return "waiting for its turn"
        default: return state.rawValue
        }
    }

    /// The selected account in full, or how the run ended.
    private func drawFoot(_ frame: inout Frame, _ area: Rect) {
        var lines: [(String, Style)] = []
        if !ledger.isRunning {
            let notice = ledger.summary
            lines.append(("\(notice.tone.sign) \(notice.consoleLines.joined(separator: " "))", notice.tone.style))
        }
        if let selected, let entry = ledger.entries[selected] {
            lines.append((entry.notice.consoleLines.joined(separator: " "), .dim))
        }
        var row = 0
        for (text, style) in lines {
            for line in text.visible.wrapped(to: max(area.size.columns - 6, 10)) where row < area.size.rows {
                frame.put(line, at: area.row(row).origin.moved(columns: 3), style: style)
                row += 1
            }
        }
    }
}
