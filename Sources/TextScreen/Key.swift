/// A key press, or something else that comes in among the keys: a paste, the mouse.
package enum Key: Hashable, Sendable {
    /// A character without Control or Alt.
    case character(Character)
    case enter
    case escape
    case tab
    case backTab
    case backspace
    case delete
    case up, down, left, right
    case home, end, pageUp, pageDown
    /// A function key, from 1.
    case function(Int)
    /// Control with a letter, which is in lower case here.
    case control(Character)
    case alt(Character)
    /// A key with modifiers that has no case of its own, such as Ctrl+→; never taken for the key alone.
    indirect case modified(Modifiers, Key)
    case paste(String)
    /// How many notches the wheel was turned down; negative if up.
    case wheel(Int)
    case click(Point)

    /// The name that hints use.
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

extension Key: ExpressibleByExtendedGraphemeClusterLiteral {
    package init(extendedGraphemeClusterLiteral character: Character) { self = .character(character) }
}

/// The modifiers held down with a key; the bits are xterm's.
package struct Modifiers: OptionSet, Hashable, Sendable {
    package let rawValue: Int

    package init(rawValue: Int) { self.rawValue = rawValue }

    package static let shift = Modifiers(rawValue: 1)
    /// Alt, or Option.
    package static let alt = Modifiers(rawValue: 2)
    package static let control = Modifiers(rawValue: 4)

    /// The parameter of a sequence: one more than the bits.
    ///
    /// Caps Lock and Num Lock, which kitty counts, are ignored.
    init?(parameter: Int) {
        guard (1...256).contains(parameter) else { return nil }
        self.init(rawValue: (parameter - 1) & 0x3F)
    }

    fileprivate var names: [String] {
        let known: [(Modifiers, String)] = [(.control, "Ctrl"), (.alt, "Alt"), (.shift, "Shift")]
        return known.filter { contains($0.0) }.map(\.1)
    }
}
