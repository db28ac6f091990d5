import Accounts
import Synchronizing
import Telling
import TextScreen

extension FormScreen {
    func draw(on frame: inout Frame, in area: Rect) {
        switch phase {
        case .finished(let outcome): box(of: outcome).draw(on: &frame, in: area)
        case .failed(let notice): MessageBox(notice: notice, title: heading).draw(on: &frame, in: area)
        case .loading: MessageBox(notice: .plain(FormWords.reading), title: heading).draw(on: &frame, in: area)
        // It was opened while its account was on its way.
        case .sending(let progress, let seconds) where form == nil:
            MessageBox(notice: .plain("\(progress.phrase) \(seconds) s"), title: heading).draw(on: &frame, in: area)
        case .editing, .checking, .sending: drawForm(&frame, area)
        }
    }

    private func box(of outcome: SentForm) -> MessageBox {
        MessageBox(notice: outcome.notice, title: outcome.title, offset: readingLine)
    }

    private var heading: String {
        let account = form?.account.titled ?? title
        return "\(system) › Sync Options\(account.isEmpty ? "" : " ── \(account)")"
    }

    private func drawForm(_ frame: inout Frame, _ area: Rect) {
        guard let form else { return }
        let (columns, lines) = layout(form, in: area.size.columns)
        let inside = frame.popUp(heading, columns: columns, rows: lines.count + 2, in: area)
        let (scroll, height) = (scroll(lines, height: inside.size.rows), inside.size.rows)
        for (place, line) in lines.dropFirst(scroll).prefix(height).enumerated() {
            draw(line, &frame, inside.row(place))
        }
        // Between the text and the border.
        let edge = inside.origin.column + inside.size.columns
        frame.putEnds(above: scroll > 0, below: scroll + height < lines.count, at: edge, in: inside)
        parentPicker?.draw(on: &frame, in: area)
    }

    private func layout(_ form: SyncForm, in room: Int) -> (columns: Int, lines: [FormLine]) {
        let columns = min(max(room - 4, 30), 86)
        let width = columns - 4
        return (columns, lines(form, width: width, room: width - Self.labels(width)))
    }

    /// Whether there is nothing in the form to move to, so that the keys for that scroll it.
    var isOnlyRead: Bool { if case .editing = phase { form.map { $0.mode != .editable } ?? false } else { false } }

    /// By how many lines a form that can only be read, or the message after sending, is longer than the window.
    var unseenLines: Int {
        if case .finished(let outcome) = phase {
            return box(of: outcome).unseenLines(in: Size(columns: size.columns, rows: size.rows - 3))
        }
        guard let form, isOnlyRead else { return 0 }
        // The window has a title, a message and hints of its own, and the pop-up two borders.
        return max(layout(form, in: size.columns).lines.count - max(size.rows - 5, 1), 0)
    }

    mutating func readOn(by lines: Int) { readingLine = min(max(readingLine + lines, 0), unseenLines) }

    mutating func resize(_ size: Size) -> [Effect] {
        self.size = size
        readOn(by: 0)
        return []
    }

    /// The first line to show, so that the cursor's line and the message under it are visible.
    private func scroll(_ lines: [FormLine], height: Int) -> Int {
        guard !isOnlyRead else { return min(readingLine, max(lines.count - height, 0)) }
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
        frame.makeTarget(Rect(start, columns: end - start.column), .key(key))
    }
}
