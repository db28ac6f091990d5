import Accounts
import PlainText
import Synchronizing
import Telling
package import TextScreen

extension Console {
    /// The smallest size in which a person can work.
    static let least = Size(columns: 40, rows: 10)

    func isUsable(_ size: Size) -> Bool { size.columns >= Self.least.columns && size.rows >= Self.least.rows }

    package func frame(_ size: Size) -> Frame {
        var frame = Frame(size)
        guard isUsable(size) else {
            let words = ShellWords.tooSmall(columns: size.columns, rows: size.rows)
            frame.put(words, at: Point(column: 0, row: 0), style: .warning)
            frame.put("\(Self.least.columns)x\(Self.least.rows) needed", at: Point(column: 0, row: 1), style: .warning)
            return frame
        }
        let area = Rect(origin: Point(column: 0, row: 1), size: Size(columns: size.columns, rows: size.rows - 3))
        drawTitle(&frame)
        let base = screens.lastIndex { !$0.isPopUp } ?? 0
        screens[base].draw(on: &frame, in: area)
        for screen in screens[(base + 1)...] {
            frame.hideEnds()
            frame.shade()
            screen.draw(on: &frame, in: area)
        }
        drawToast(&frame, row: size.rows - 2)
        drawHints(&frame, row: size.rows - 1)
        return frame
    }

    private func drawTitle(_ frame: inout Frame) {
        let row = Rect(Point(column: 0, row: 0), columns: frame.size.columns)
        var start = frame.put(frame.size.columns < 60 ? " " : " account-sync   ", at: row.origin, style: .title)
        if isReadOnly { start = frame.put(ShellWords.readOnly, at: row.at(start), style: .warning) + 3 }
        func room(beside right: String) -> Int { max(frame.size.columns - right.count - 2 - start, 0) }
        var right = asOf(ShellWords.asOf, isBrief: false)
        if !fits(room(beside: right)) { right = asOf(ShellWords.live, isBrief: true) }
        let room = room(beside: right)
        let crumbs = crumbs(room)
        frame.put(crumbs, at: Point(column: start, row: 0), style: .normal, width: room)
        frame.put(right, at: Point(column: frame.size.columns - right.count - 1, row: 0), style: .dim)
    }

    /// The breadcrumbs; if there is not enough room, their beginning is left out.
    private func crumbs(_ columns: Int) -> String {
        let all = allCrumbs
        func way(_ first: Int) -> String { ((first == 0 ? [] : ["…"]) + all[first...]).joined(separator: " › ") }
        let first = all.indices.first { way($0).visible.columns <= columns } ?? all.count - 1
        return way(first).visible.columns <= columns ? way(first) : all[first]
    }

    private var allCrumbs: [String] { [title] + screens.compactMap(\.crumb) }

    /// Whether all breadcrumbs have room.
    private func fits(_ columns: Int) -> Bool { allCrumbs.joined(separator: " › ").visible.columns <= columns }

    private func asOf(_ words: (String) -> String, isBrief: Bool) -> String {
        if isMouseLeft { return ShellWords.mouseIsLeft.named }
        if let unread {
            return ShellWords.unread(unread, since: screens.first?.asOf?.zonedTime, isBrief: isBrief)
        }
        if !underWay.isEmpty { return "\(underWay.count) being sent" }
        if let ledger, ledger.isRunning {
            return "bulk \(ledger.doneCount.grouped) of \(ledger.plan.items.count.grouped)"
        }
        if let step = bss.step { return isBrief ? step.words.brief : step.words.whole }
        if let connected = bss.connected {
            let pulled = connected.state.pulled
            return isBrief ? BSSWords.briefHeading(pulled, at: clock()) : BSSWords.heading(pulled, at: clock())
        }
        guard let date = screens.first?.asOf else { return "" }
        return words(date.zonedTime)
    }

    /// The latest message, on as many lines as it needs; they grow upwards over the screen.
    private func drawToast(_ frame: inout Frame, row: Int) {
        guard let (text, style) = said else {
            if let (text, style) = screens.last?.remark {
                frame.put(text, at: Point(column: 1, row: row), style: style, width: frame.size.columns - 2)
            }
            return
        }
        let parts = text.visible.wrapped(to: frame.size.columns - 4).prefix(4)
        for (place, part) in parts.enumerated() {
            let line = Rect(Point(column: 0, row: row - parts.count + 1 + place), columns: frame.size.columns)
            frame.fill(line)
            frame.cover(line)
            frame.put(part, at: line.origin.moved(columns: place == 0 ? 1 : 3), style: style)
        }
    }

    private var said: (text: String, style: Style)? {
        if let waiting { return (waiting, .warning) }
        if let refused, let reason = refusal(of: refused) { return ("· Not now: \(reason).", .normal) }
        return toast.map { ("\($0.tone.sign) \($0.consoleLines.joined(separator: " "))", $0.tone.style) }
    }

    private func drawHints(_ frame: inout Frame, row: Int) {
        guard let top = screens.last else { return }
        let hints =
            top.question
            ?? Bindings.hints(
                in: top.context,
                first: top.mainCommand,
                words: { top.hint(of: $0) },
                where: { refusal(of: $0) == nil }
            )
        frame.put(hints, at: Point(column: 1, row: row), columns: frame.size.columns - 2)
    }
}
