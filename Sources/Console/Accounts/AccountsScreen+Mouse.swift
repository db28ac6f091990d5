import TextScreen

extension AccountsScreen {
    /// While a filter is typed, a click on the line of the cursor only goes to the list, as Enter does.
    var line: Int? { editor == nil && window.count > 0 ? window.cursor.selected : nil }

    mutating func select(_ line: Int) -> [Effect] {
        endTyping()
        window.move(to: line)
        return loadMissing()
    }

    mutating func click(_ target: Target.Meaning) -> [Effect] {
        endTyping()
        switch target {
        case .fold(let line):
            window.move(to: line)
            return fold(window.lines.isFolded(line) == false)
        case .heading(let heading): return sort(byHeading: heading)
        case .tab(let name): return show(named: name)
        default: return []
        }
    }

    mutating func scroll(by lines: Int) -> [Effect] {
        window.scroll(by: lines)
        return loadMissing()
    }

    /// What is clicked on in a list waits for the list that the filter asks for, as a key does.
    func awaits(_ target: Target.Meaning) -> Bool {
        switch target {
        case .line: isReading
        case .fold: isReading || window.lines.revision == nil
        case .heading, .tab, .field, .choice, .key: false
        }
    }
}
