import Accounts
import Synchronizing
import Telling
import TextScreen

extension FormScreen {
    func draw(on frame: inout Frame, in area: Rect) {
        switch phase {
        case .finished(let outcome): MessageBox(notice: outcome.notice, title: outcome.title).draw(on: &frame, in: area)
        case .failed(let notice): MessageBox(notice: notice, title: heading).draw(on: &frame, in: area)
        case .loading: MessageBox(notice: .plain(FormWords.reading), title: heading).draw(on: &frame, in: area)
        case .editing, .checking, .sending: drawForm(&frame, area)
        }
    }

    private var heading: String {
        let account = form?.account.titled ?? title
        return "\(system) › Sync Options\(account.isEmpty ? "" : " ── \(account)")"
    }

    private func drawForm(_ frame: inout Frame, _ area: Rect) {
        guard let form else { return }
        let columns = min(max(area.size.columns - 4, 30), 86)
        let width = columns - 4
        let lines = lines(form, width: width, room: width - Self.labels(width))
        let inside = frame.popUp(heading, columns: columns, rows: lines.count + 2, in: area)
        let scroll = scroll(lines, height: inside.size.rows)
        for (place, line) in lines.dropFirst(scroll).prefix(inside.size.rows).enumerated() {
            draw(line, &frame, inside.row(place))
        }
        parentPicker?.draw(on: &frame, in: area)
    }

    /// The first line to show, so that the cursor's line and the message under it are visible.
    private func scroll(_ lines: [FormLine], height: Int) -> Int {
        let onButtons = focus == .cancel || focus == .save || ticks
        guard lines.count > height, form?.mode == .editable,
            let at = lines.firstIndex(where: { onButtons ? $0.isButtons : $0.focus == focus })
        else { return 0 }
        let end = lines[(at + 1)...].firstIndex { !$0.isMessage } ?? lines.count
        return max(0, min(at, end - height))
    }

    private static func labels(_ width: Int) -> Int { min(18, width / 3) }

    private func draw(_ line: FormLine, _ frame: inout Frame, _ row: Rect) {
        let labels = Self.labels(row.size.columns)
        let value = row.dropping(columns: labels)
        switch line {
        case .empty: break
        case .text(let text, let style): frame.put(text, at: row.origin, style: style, width: row.size.columns)
        case .field(let label, let content, let focus):
            let isFocused = focus == self.focus && !isLocked
            frame.put(label, at: row.origin, style: isFocused ? .strong : .dim, width: labels - 1)
            let place = place(of: focus)
            if let place { frame.makeTarget(row, .field(place)) }
            draw(content, isFocused: isFocused, place, &frame, value)
        case .message(let text, let style): frame.put(text, at: value.origin, style: style, width: value.size.columns)
        case .labelled(let label, let text, let style):
            frame.put(label, at: row.origin, style: .dim, width: labels - 1)
            frame.put(text, at: value.origin, style: style, width: value.size.columns)
        case .buttons: drawButtons(&frame, row)
        }
    }

    private func draw(_ content: FormLine.Content, isFocused: Bool, _ place: Int?, _ frame: inout Frame, _ row: Rect) {
        switch content {
        case .text(let text):
            if isFocused, let editor, focusedField?.definition.kind != .mask {
                frame.cursor = editor.draw(on: &frame, in: row, style: .fieldFocused)
            } else {
                if !isLocked { frame.fill(row, style: .field) }
                frame.put(text, at: row.origin, style: isLocked ? .normal : .field, width: row.size.columns)
                if isFocused { frame.cursor = row.origin.moved(columns: min(text.count, max(row.size.columns - 1, 0))) }
            }
        case .parent(let text):
            frame.put(text, at: row.origin, style: isFocused ? .selection : .normal, width: row.size.columns)
        case .choices(let field):
            ChoiceField(definition: field.definition, value: field.value, cursor: choice)
                .draw(on: &frame, in: row, isFocused: isFocused, field: place)
        }
    }

    private func drawButtons(_ frame: inout Frame, _ row: Rect) {
        let isEditable = form?.mode == .editable
        let (cancel, save) = (isEditable ? "[ Cancel ]" : "[ Close ]", "[ Save & Synchronize ]")
        let end = row.origin.column + row.size.columns
        guard isEditable else {
            draw(cancel, .escape, at: row.at(end - cancel.count), style: .buttonFocused, &frame)
            return
        }
        func style(_ button: Focus) -> Style { isLocked ? .dim : focus == button ? .buttonFocused : .button }
        let start = end - save.count
        draw(cancel, .escape, at: row.at(start - cancel.count - 3), style: style(.cancel), &frame)
        draw(save, isLocked ? nil : Bindings.sending[0], at: row.at(start), style: style(.save), &frame)
    }

    /// Draws a button, which a click presses as a key does.
    private func draw(_ button: String, _ key: Key?, at start: Point, style: Style, _ frame: inout Frame) {
        let end = frame.put(button, at: start, style: style)
        guard let key else { return }
        frame.makeTarget(Rect(origin: start, size: Size(columns: end - start.column, rows: 1)), .key(key))
    }
}
