import FoundationEssentials
import Synchronizing
public import TextScreen
import Workspace

/// How the console is drawn: title, screen, pop-ups, what was said last, hints.
extension Console {
    /// The least size that a person can work in.
    static let least = Size(columns: 40, rows: 10)

    /// Draws what is now.
    public func frame(_ size: Size) -> Frame {
        var frame = Frame(size)
        guard size.columns >= Self.least.columns, size.rows >= Self.least.rows else {
            frame.put("too small: \(size.columns)x\(size.rows),", at: Point(column: 0, row: 0), style: .warning)
            frame.put("\(Self.least.columns)x\(Self.least.rows) needed", at: Point(column: 0, row: 1), style: .warning)
            return frame
        }
        let area = Rect(origin: Point(column: 0, row: 1), size: Size(columns: size.columns, rows: size.rows - 3))
        drawTitle(&frame)
        let base = screens.lastIndex { !$0.isPopUp } ?? 0
        screens[base].draw(on: &frame, in: area)
        for screen in screens[(base + 1)...] {
            frame.shade()
            screen.draw(on: &frame, in: area)
        }
        drawToast(&frame, row: size.rows - 2)
        drawHints(&frame, row: size.rows - 1)
        return frame
    }

    private func drawTitle(_ frame: inout Frame) {
        let row = Rect(origin: Point(column: 0, row: 0), size: Size(columns: frame.size.columns, rows: 1))
        let crumbs = ([title] + screens.compactMap(\.crumb)).joined(separator: " › ")
        let right = asOf
        let room = frame.size.columns - right.count - 2
        let start = frame.put(" account-sync   ", at: row.origin, style: .title)
        frame.put(crumbs, at: Point(column: start, row: 0), style: .normal, width: max(room - start, 0))
        frame.put(right, at: Point(column: frame.size.columns - right.count - 1, row: 0), style: .dim)
    }

    private var asOf: String {
        if !underWay.isEmpty { return "\(underWay.count) being sent" }
        if let ledger, ledger.isRunning {
            return "bulk \(ledger.doneCount.grouped) of \(ledger.plan.items.count.grouped)"
        }
        guard let accounts = screens.first as? AccountsScreen, let date = accounts.asOf else { return "" }
        return "as of \(date.time), live"
    }

    private func drawToast(_ frame: inout Frame, row: Int) {
        let place = Point(column: 1, row: row)
        if let leaving {
            frame.put(
                "Waiting for \(max(underWay.count, ledger?.steps.count ?? 0)) being sent (\(leaving.seconds) s). q again: end now, in doubt. Esc stays.",
                at: place,
                style: .warning
            )
        } else if let toast {
            frame.put("\(toast.tone.sign) \(toast.lines.joined(separator: " "))", at: place, style: toast.tone.style)
        }
    }

    private func drawHints(_ frame: inout Frame, row: Int) {
        guard let top = screens.last else { return }
        var column = 1
        for binding in Bindings.all(in: top.context)
        where !binding.hint.isEmpty && top.refusal(of: binding.command) == nil {
            let name = binding.keys[0].name
            guard column + name.count + binding.hint.count + 1 < frame.size.columns else { break }
            column = frame.put(name, at: Point(column: column, row: row), style: .key)
            column = frame.put(" \(binding.hint)", at: Point(column: column, row: row), style: .dim) + 2
        }
    }
}
