import Accounts
import PlainText
import Synchronizing
import Telling
import TextScreen

extension ValuesPopUp {
    func draw(on frame: inout Frame, in area: Rect) {
        let columns = min(76, area.size.columns)
        let remarks = whyReadOnly.map { "\($0).".visible.wrapped(to: columns - 4) } ?? []
        let inside = frame.popUp(
            "Values ── \(item.code) \(item.name)",
            columns: columns,
            rows: remarks.count + item.fields.count * 2 + 3,
            in: area,
            hints: hints
        )
        for (place, remark) in remarks.enumerated() {
            frame.put(remark, at: inside.row(place).origin, style: item.verdict.kind.style)
        }
        let rest = inside.dropping(rows: remarks.count)
        put(ParentField.label, at: rest.row(0), isFocused: false, &frame)
        frame.put(parent, at: Self.place(rest.row(0)).origin, width: Self.place(rest.row(0)).size.columns)
        let height = max((rest.size.rows - 1) / 2, 1)
        var list = cursor
        list.keepInView(height: height)
        for (place, index) in (list.offset..<item.fields.count).prefix(height).enumerated() {
            let area = rest.dropping(rows: place * 2 + 1)
            frame.makeTarget(area.row(0), .field(index))
            draw(item.fields[index], index, isFocused: index == cursor.selected, &frame, area)
        }
    }

    private var hints: [Hint] {
        if let question { return question }
        guard whyReadOnly == nil else { return [.close(context)] }
        return [
            Hint(.setValues, in: context, isForAll ? PlanWords.forAll : PlanWords.forThis, rank: .main),
            Hint(.toggleTarget, in: context, isForAll ? PlanWords.forThisInstead : PlanWords.forAllInstead),
            .close(context),
        ]
    }

    private var parent: String {
        guard let code = item.parent else { return "blank" }
        let known = [form?.parent.chosen, form?.situation.parent].compactMap(\.self)
        return known.first { $0.account.code == code }?.named ?? "\(code)"
    }

    private static let labels = 18

    private static func place(_ row: Rect) -> Rect { row.dropping(columns: labels) }

    private func put(_ label: String, at row: Rect, isFocused: Bool, _ frame: inout Frame) {
        frame.put(label, at: row.origin, style: isFocused ? .strong : .dim, width: Self.labels - 1)
    }

    private func draw(_ field: Plan.Field, _ index: Int, isFocused: Bool, _ frame: inout Frame, _ area: Rect) {
        let isEdited = isFocused && refusalToEdit(field) == nil
        put(field.label, at: area.row(0), isFocused: isFocused, &frame)
        let place = Self.place(area.row(0))
        if let definition = definition(of: field), !definition.isText, !definition.options.isEmpty {
            ChoiceField(definition: definition, value: value(of: field), cursor: choice)
                .draw(on: &frame, in: place, isFocused: isEdited, field: refusalToEdit(field) == nil ? index : nil)
        } else if isEdited, let editor {
            frame.cursor = editor.draw(on: &frame, in: place, style: .fieldFocused)
        } else {
            let style: Style = refusalToEdit(field) == nil ? .field : .normal
            if style == .field { frame.fill(place, style: style) }
            frame.put(value(of: field), at: place.origin, style: style, width: place.size.columns)
        }
        let below = Self.place(area.row(1))
        let (text, style) = remark(field)
        frame.put(text, at: below.origin, style: style, width: below.size.rows > 0 ? below.size.columns : 0)
    }

    private func remark(_ field: Plan.Field) -> (String, Style) {
        if isDraft(field) { return (PlanWords.notSetYet, .accent) }
        if let problem = problem(of: field) { return ("✗ \(problem.sentence)", .bad) }
        if whyReadOnly == nil {
            switch source(of: field) {
            case .own: return (PlanWords.enteredForThis, .dim)
            case .all: return (PlanWords.enteredForAll, .dim)
            case .plan: break
            }
        }
        return (field.provenance.phrase, .dim)
    }
}
