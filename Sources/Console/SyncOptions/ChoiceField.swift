import Accounts
import TextScreen

/// A field that is filled in by choosing: the options, those that are chosen, and the one under the cursor.
struct ChoiceField {
    let definition: FieldDefinition
    private(set) var value: String
    private(set) var cursor: Int

    private var isMultiple: Bool { definition.kind == .multiSelect }

    private var chosen: Set<String> {
        isMultiple ? Set(value.split(separator: ",").map(String.init)) : value.isEmpty ? [] : [value]
    }

    /// Handles a key; returns false if it means nothing here.
    mutating func apply(_ key: Key) -> Bool {
        let options = definition.options
        guard !options.isEmpty else { return false }
        switch key {
        case .left: cursor = max(cursor - 1, 0)
        case .right: cursor = min(cursor + 1, options.count - 1)
        case .character(" "):
            guard isMultiple else { return true }
            let chosen = chosen.symmetricDifference([options[cursor].id])
            value = options.map(\.id).filter(chosen.contains).joined(separator: ",")
            return true
        case .character(let letter):
            let found = options.firstIndex { $0.name.lowercased().hasPrefix(letter.lowercased()) }
            guard let found else { return true }
            cursor = found
        default: return false
        }
        if !isMultiple { value = options[cursor].id }
        return true
    }

    /// Chooses an option by its place; where several may be chosen, takes it away if it is chosen.
    mutating func choose(_ option: Int) {
        guard definition.options.indices.contains(option) else { return }
        cursor = option
        if isMultiple { _ = apply(" ") } else { value = definition.options[option].id }
    }

    /// Two to four options are shown side by side; if there are more, only the chosen one; `field` is its place for
    /// clicks, if it can be changed.
    func draw(on frame: inout Frame, in row: Rect, isFocused: Bool, field: Int? = nil) {
        let options = definition.options
        guard isMultiple || options.count <= 4 else {
            let name = options.first { $0.id == value }.map { definition.name(of: $0) } ?? value
            let style: Style = isFocused ? .selection : .normal
            let text = "‹ \(name.isEmpty ? "choose" : name) ›"
            let end = frame.put(text, at: row.origin, style: style, width: row.size.columns)
            guard let field else { return }
            let ends = [(row.origin.column, cursor - 1), (end - 1, cursor + 1)]
            for (column, option) in ends where options.indices.contains(option) {
                let area = Rect(origin: row.at(column), size: Size(columns: 1, rows: 1))
                frame.makeTarget(area, .choice(option, field: field))
            }
            return
        }
        var column = row.origin.column
        for (index, option) in options.enumerated() {
            let isChosen = chosen.contains(option.id)
            let mark = isMultiple ? (isChosen ? "[x]" : "[ ]") : (isChosen ? "(•)" : "( )")
            let style: Style = isFocused && index == cursor ? .selection : isChosen ? .strong : .normal
            let room = row.origin.column + row.size.columns - column
            let place = row.at(column)
            let end = frame.put("\(mark) \(definition.name(of: option))", at: place, style: style, width: room)
            if let field {
                let size = Size(columns: end - column, rows: 1)
                frame.makeTarget(Rect(origin: place, size: size), .choice(index, field: field))
            }
            column = end + 3
        }
    }
}

extension FieldDefinition {
    var isText: Bool {
        switch kind {
        case .list: choices.isEmpty
        case .multiSelect, .boolean, .file: false
        case .simpleValue, .textArea, .link, .mask, .checkDigit, .unknown: true
        }
    }

    var takesLines: Bool { kind == .textArea }

    var options: [Choice] {
        kind == .boolean ? [.init(id: "true", name: "yes"), .init(id: "false", name: "no")] : choices
    }

    func place(of value: String) -> Int { options.firstIndex { $0.id == value } ?? 0 }
}
