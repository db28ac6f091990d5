import Accounts
import TextScreen

extension FormScreen {
    /// The line under the cursor in the list of parents.
    var line: Int? { parentPicker.flatMap { $0.list.isEmpty ? nil : $0.list.cursor.selected } }

    mutating func select(_ line: Int) -> [Effect] {
        parentPicker?.select(line)
        return []
    }

    mutating func scroll(by lines: Int) -> [Effect] {
        guard parentPicker == nil else {
            parentPicker?.scroll(by: lines)
            return []
        }
        if !isLocked { return moveFocus(by: lines < 0 ? -1 : 1) }
        readOn(by: lines)
        return []
    }

    mutating func click(_ target: Target.Meaning) -> [Effect] {
        guard !isLocked, let stop = target.field.flatMap({ stops.indices.contains($0) ? stops[$0] : nil }) else {
            return []
        }
        guard case .choice(let option, _) = target else {
            return stop == .parent && focus == .parent ? openPicker() : stop == focus ? [] : go(to: stop)
        }
        let effects = stop == focus ? [] : go(to: stop)
        guard let field = focusedField else { return effects }
        var chooser = ChoiceField(definition: field.definition, value: field.value, cursor: choice)
        chooser.choose(option)
        return effects + take(chooser, of: field)
    }

    /// The place of a part among those that can be changed now; nil if it cannot.
    func place(of part: Focus) -> Int? { isLocked ? nil : stops.firstIndex(of: part) }
}

extension Target.Meaning {
    fileprivate var field: Int? {
        switch self {
        case .field(let field), .choice(_, let field): field
        default: nil
        }
    }
}
