/// A key as it was pressed.
public enum Key: Hashable, Sendable {
    /// A character without Control or Alt.
    case character(Character)
    /// Enter.
    case enter
    /// Escape.
    case escape
    /// Tab.
    case tab
    /// Shift-Tab.
    case backTab
    /// Backspace.
    case backspace
    /// Delete.
    case delete
    case up, down, left, right
    case home, end, pageUp, pageDown
    /// A function key, from 1.
    case function(Int)
    /// Control with a letter, in lower case.
    case control(Character)
    /// Alt with a character.
    case alt(Character)
    /// A text that was pasted.
    case paste(String)
    /// The wheel, by so many notches down; up is negative.
    case wheel(Int)
    /// A click on a cell.
    case click(Point)

    /// The key as hints name it.
    public var name: String {
        switch self {
        case .character(" "): "Space"
        case .character(let character): String(character)
        case .enter: "↵"
        case .escape: "Esc"
        case .tab: "Tab"
        case .backTab: "Shift+Tab"
        case .backspace: "Backspace"
        case .delete: "Delete"
        case .up: "↑"
        case .down: "↓"
        case .left: "←"
        case .right: "→"
        case .home: "Home"
        case .end: "End"
        case .pageUp: "PgUp"
        case .pageDown: "PgDn"
        case .function(let number): "F\(number)"
        case .control(let character): "Ctrl+\(character.uppercased())"
        case .alt(let character): "Alt+\(character)"
        case .paste: "Paste"
        case .wheel: "Wheel"
        case .click: "Click"
        }
    }
}
