/// The keys of xterm, and of the terminals that differ from it without contradicting it: rxvt, the Linux console,
/// PuTTY, kitty.
///
/// Sources: "XTerm Control Sequences", and the pages of rxvt and of kitty's keyboard protocol.
extension ControlSequence {
    /// The key or the mouse event; nil for everything else: replies to queries, reports, unknown sequences.
    var key: Key? {
        if mark == UInt8(ascii: "<") { return MouseReport(sgr: self)?.key }
        guard mark == nil, intermediates.isEmpty else { return nil }
        guard introducer == .csi else { return lettered }
        switch Character(Unicode.Scalar(final)) {
        case "~": return parameters.first == [27] ? otherKey(code: 2, modifiers: 1) : numbered(modifiers: 1)
        case "u": return otherKey(code: 0, modifiers: 1)
        case "^": return parameters.count == 1 ? numbered(with: .control) : nil
        case "@": return parameters.count == 1 ? numbered(with: [.control, .shift]) : nil
        case "M": return MouseReport(urxvt: self)?.key
        default: return lettered
        }
    }

    // MARK: Named by a letter

    private var lettered: Key? {
        let letter = Character(Unicode.Scalar(final))
        if let arrow = Self.rxvtArrows[letter] {
            // With a parameter it is not a key: `CSI c` is how terminals identify themselves.
            return parameters.isEmpty ? .modified(introducer == .csi ? .shift : .control, arrow) : nil
        }
        // Terminals report the cursor's position as `CSI row ; column R`.
        if letter == "R", introducer == .csi, !parameters.isEmpty { return nil }
        guard let key = Self.letters[letter] ?? (introducer == .ss3 ? SS3Keypad.key(final) : nil) else { return nil }
        switch parameters.count {
        case 0: return key
        // xterm's first form, which can still be chosen there.
        case 1: return changed(key, by: 0)
        case 2 where [nil, 1].contains(number(0)): return changed(key, by: 1)
        default: return nil
        }
    }

    private static let rxvtArrows: [Character: Key] = ["a": .up, "b": .down, "c": .right, "d": .left]

    private static let letters: [Character: Key] = [
        "A": .up, "B": .down, "C": .right, "D": .left, "F": .end, "H": .home, "Z": .backTab, "P": .function(1),
        "Q": .function(2), "R": .function(3), "S": .function(4),
    ]

    // MARK: Named by a number

    private func numbered(modifiers index: Int) -> Key? {
        guard parameters.count <= index + 1, let key = number(0).flatMap({ Self.numbers[$0] }) else { return nil }
        return changed(key, by: index)
    }

    private func numbered(with modifiers: Modifiers) -> Key? {
        number(0).flatMap { Self.numbers[$0] }.map { .modified(modifiers, $0) }
    }

    private static let numbers: [Int: Key] = {
        var keys: [Int: Key] = [1: .home, 3: .delete, 4: .end, 5: .pageUp, 6: .pageDown, 7: .home, 8: .end]
        let functions = [11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24, 25, 26, 28, 29, 31, 32, 33, 34]
        for (index, number) in functions.enumerated() { keys[number] = .function(index + 1) }
        return keys
    }()

    /// A key by the code of its character, as kitty and xterm's modifyOtherKeys send it.
    ///
    /// This program never asks for that mode; another one left the terminal in it. The keys that lead out of any place
    /// are understood. A letter is not: it is never taken for the letter without its modifiers, and never for an edit
    /// that nobody meant.
    private func otherKey(code: Int, modifiers index: Int) -> Key? {
        switch number(code) {
        case 9: changed(.tab, by: index)
        case 13: changed(.enter, by: index)
        case 27: changed(.escape, by: index)
        case 8, 127: changed(.backspace, by: index)
        case 99: changed(.control("c"), by: index, meaning: .control)
        case 122: changed(.control("z"), by: index, meaning: .control)
        default: nil
        }
    }

    // MARK: Modifiers

    /// The key with a parameter's modifiers, nil when the key was released; `meaning` holds the modifiers that make up
    /// the key.
    private func changed(_ key: Key, by index: Int, meaning expected: Modifiers = []) -> Key? {
        guard let modifiers = Modifiers(parameter: number(index) ?? 1), !isRelease(index) else { return nil }
        if modifiers == expected { return key }
        guard expected.isEmpty else { return nil }
        return modifiers == .shift && (key == .tab || key == .backTab) ? .backTab : .modified(modifiers, key)
    }

    private func isRelease(_ index: Int) -> Bool {
        index < parameters.count && parameters[index].count > 1 && parameters[index][1] == 3
    }
}

/// The keypad of a terminal left in application mode by another program: its keys move the cursor, as without Num Lock.
private enum SS3Keypad {
    static func key(_ final: UInt8) -> Key? { keys[Character(Unicode.Scalar(final))] }

    private static let keys: [Character: Key] = [
        "M": .enter, "I": .tab, "q": .end, "r": .down, "s": .pageDown, "t": .left, "v": .right, "w": .home, "x": .up,
        "y": .pageUp,
    ]
}
