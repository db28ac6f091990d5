/// A key as it was pressed.
package enum Key: Hashable, Sendable {
    /// A character without Control or Alt.
    case character(Character)
    case enter
    case escape
    case tab
    /// Shift-Tab.
    case backTab
    case backspace
    case delete
    case up, down, left, right
    case home, end, pageUp, pageDown
    /// A function key, from 1.
    case function(Int)
    /// Control with a letter, in lower case.
    case control(Character)
    case alt(Character)
    /// A key with modifiers that is none of the others, such as Ctrl+→: never the same as the key alone.
    indirect case modified(Modifiers, Key)
    case paste(String)
    /// The wheel, by so many notches down; up is negative.
    case wheel(Int)
    /// A click on a cell.
    case click(Point)

    /// The key as hints name it.
    package var name: String {
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
        case .modified(let modifiers, let key): modifiers.names.map { $0 + "+" }.joined() + key.name
        case .paste: "Paste"
        case .wheel: "Wheel"
        case .click: "Click"
        }
    }
}

/// The keys that are held down with another one; the bits are xterm's.
package struct Modifiers: OptionSet, Hashable, Sendable {
    /// The bits.
    package let rawValue: Int

    package init(rawValue: Int) { self.rawValue = rawValue }

    package static let shift = Modifiers(rawValue: 1)
    /// Alt, or Option.
    package static let alt = Modifiers(rawValue: 2)
    package static let control = Modifiers(rawValue: 4)

    /// The parameter of a sequence: one more than the bits.
    ///
    /// Caps Lock and Num Lock, which kitty counts, do not modify.
    init?(parameter: Int) {
        guard (1...256).contains(parameter) else { return nil }
        self.init(rawValue: (parameter - 1) & 0x3F)
    }

    fileprivate var names: [String] {
        let known: [(Modifiers, String)] = [(.control, "Ctrl"), (.alt, "Alt"), (.shift, "Shift")]
        return known.filter { contains($0.0) }.map(\.1)
    }
}
