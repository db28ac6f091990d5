import Accounts
import PlainText
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

    /// Whether one is to be chosen and none is, so that an arrow takes the first or the last of all.
    private var isBlank: Bool { !isMultiple && !definition.options.contains { $0.id == value } }

    /// Handles a key; returns false if it means nothing here.
    mutating func apply(_ key: Key) -> Bool {
        let options = definition.options
        guard !options.isEmpty else { return false }
        switch key {
        case .left: cursor = isBlank ? options.count - 1 : max(cursor - 1, 0)
        case .right: cursor = isBlank ? 0 : min(cursor + 1, options.count - 1)
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

    /// Draws the options side by side where all of them have room, and otherwise one alone.
    ///
    /// Of more than four, of which one is to be chosen, that one stands alone wherever it is. `field` is the place for
    /// clicks, if the field can be changed.
    func draw(on frame: inout Frame, in row: Rect, isFocused: Bool, field: Int? = nil) {
        let isShort = isMultiple || definition.options.count <= 4
        if isShort, columnsOfAll <= row.size.columns {
            drawAll(on: &frame, in: row, isFocused: isFocused, field: field)
        } else {
            drawOne(on: &frame, in: row, isFocused: isFocused, field: field)
        }
    }

    private static let gap = 3

    private func marked(_ option: FieldDefinition.Choice) -> String {
        let isChosen = chosen.contains(option.id)
        let mark = isMultiple ? (isChosen ? "[x]" : "[ ]") : (isChosen ? "(•)" : "( )")
        return "\(mark) \(definition.name(of: option))"
    }

    private var columnsOfAll: Int {
        let widths = definition.options.map { marked($0).visible.columns }
        return widths.reduce(0, +) + max(widths.count - 1, 0) * Self.gap
    }

    private func drawAll(on frame: inout Frame, in row: Rect, isFocused: Bool, field: Int?) {
        var column = row.origin.column
        for (index, option) in definition.options.enumerated() {
            let style: Style =
                isFocused && index == cursor ? .selection : chosen.contains(option.id) ? .strong : .normal
            let room = row.origin.column + row.size.columns - column
            let place = row.at(column)
            let end = frame.put(marked(option), at: place, style: style, width: room)
            if let field { frame.makeTarget(Rect(place, columns: end - column), .choice(index, field: field)) }
            column = end + Self.gap
        }
    }

    /// The option that is drawn alone: where several may be chosen, the one under the cursor, or else all that are.
    private func alone(isFocused: Bool) -> String {
        let options = definition.options
        if isMultiple, isFocused, options.indices.contains(cursor) { return marked(options[cursor]) }
        let names = options.filter { chosen.contains($0.id) }.map { definition.name(of: $0) }
        if !names.isEmpty { return names.joined(separator: ", ") }
        return isMultiple || value.isEmpty ? "choose" : value
    }

    private func drawOne(on frame: inout Frame, in row: Rect, isFocused: Bool, field: Int?) {
        let text = alone(isFocused: isFocused).visible.clipped(to: max(row.size.columns - 4, 1))
        let style: Style = isFocused ? .selection : .normal
        let end = frame.put("‹ \(text) ›", at: row.origin, style: style, width: row.size.columns)
        guard let field else { return }
        let start = row.origin.column
        func target(_ column: Int, _ columns: Int, _ option: Int) {
            guard definition.options.indices.contains(option) else { return }
            frame.makeTarget(Rect(row.at(column), columns: columns), .choice(option, field: field))
        }
        guard !isMultiple else {
            if isFocused { target(start, end - start, cursor) }
            return
        }
        let place = definition.options.firstIndex { $0.id == value }
        target(start, 1, place.map { $0 - 1 } ?? definition.options.count - 1)
        target(end - 1, 1, place.map { $0 + 1 } ?? 0)
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
