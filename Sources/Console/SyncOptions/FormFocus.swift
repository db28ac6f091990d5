import Accounts
import TextScreen

enum Focus: Hashable, Sendable {
    case parent
    case field(FieldID)
    case cancel
    case save

    init?(_ subject: Finding.Subject) {
        switch subject {
        case .parent: self = .parent
        case .field(let id): self = .field(id)
        case .account, .column: return nil
        }
    }

    var subject: Finding.Subject? {
        switch self {
        case .parent: .parent
        case .field(let id): .field(id)
        case .cancel, .save: nil
        }
    }
}

extension FormScreen {
    /// Where Tab stops, in order: the fields that can be changed, and the buttons.
    var stops: [Focus] {
        guard let form, form.mode == .editable else { return [.cancel] }
        let parent: [Focus] = form.account.kind == .endCustomer ? [.parent] : []
        let fields = form.fields.filter { !$0.definition.isReadOnly && $0.definition.kind != .file }
        return parent + fields.map { .field($0.id) } + [.cancel, .save]
    }

    /// Where the cursor begins: at the first field that is still empty, otherwise at Save.
    var firstStop: Focus {
        guard let form, form.mode == .editable else { return .cancel }
        let empty = form.fields.first { $0.value.isEmpty && $0.definition.isRequired && !$0.definition.isReadOnly }
        return empty.map { .field($0.id) } ?? .save
    }

    var focusedField: FormField? {
        guard case .field(let id) = focus else { return nil }
        return form?.fields.first { $0.id == id }
    }

    /// Moves to a part; in a text field, typing begins at the end of its text.
    mutating func setFocus(_ new: Focus) {
        focus = new
        editor = nil
        choice = 0
        guard let field = focusedField else { return }
        if field.definition.isText {
            editor = LineEditor(text: field.value, takesLines: field.definition.takesLines)
        } else {
            choice = field.definition.place(of: field.value)
        }
    }

    /// Moves on by this many stops; the field that the cursor leaves is judged.
    mutating func moveFocus(by step: Int) -> [Effect] {
        let stops = stops
        let index = stops.firstIndex(of: focus) ?? 0
        return go(to: stops[(index + step + stops.count) % stops.count])
    }

    /// Moves to a part; the field that the cursor leaves is judged.
    mutating func go(to stop: Focus) -> [Effect] {
        if let subject = focus.subject { judged.insert(subject) }
        setFocus(stop)
        guard let form else { return [] }
        return [.work(.check(form, submits: false))]
    }
}
