/// The one door for text that somebody else wrote: what goes through it can neither steer a terminal nor deceive a reader.
extension StringProtocol {
    /// The text with everything that is not plainly visible turned into an escape, such as `\u{202E}` or `
    /// `.
    ///
    /// It judges scalars, never sequences: controls, line and paragraph separators, bidirectional controls, zero-width
    /// characters, tags, noncharacters, private use, whatever this system cannot print. Joiners and variation selectors
    /// in emoji are dropped, since terminals disagree on their width; so is each combining mark after the fourth.
    package var visible: String {
        // The usual case takes one pass and copies no scalars.
        if utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return String(self) }
        var door = Door()
        for scalar in unicodeScalars { door.admit(scalar) }
        return door.text
    }
}

private struct Door {
    private(set) var text = ""
    private var marks = 0
    private var hasBase = false
    private var isAfterEmoji = false

    private static let mostMarks = 4

    mutating func admit(_ scalar: Unicode.Scalar) {
        if isAfterEmoji, scalar.isEmojiGlue { return }
        guard let width = scalar.cells, !scalar.isHidden else {
            text += scalar.escaped
            hasBase = true
            (marks, isAfterEmoji) = (0, false)
            return
        }
        guard width == 0 else {
            text.unicodeScalars.append(scalar)
            hasBase = true
            (marks, isAfterEmoji) = (0, scalar.properties.isEmoji && scalar.value > 0xFF)
            return
        }
        marks += 1
        guard marks <= Self.mostMarks else { return }
        // A mark without a letter would land on the neighbouring cell.
        if !hasBase {
            text.unicodeScalars.append("\u{25CC}")
            hasBase = true
        }
        text.unicodeScalars.append(scalar)
    }
}

extension Unicode.Scalar {
    /// The scalar's width in cells; nil if it cannot be printed.
    var cells: Int? {
        if value >= 0x20 && value < 0x7F { return 1 }
        let width = Width.of(value)
        return width < 0 ? nil : width
    }

    fileprivate var isHidden: Bool {
        switch properties.generalCategory {
        case .control, .format, .privateUse, .unassigned, .surrogate, .lineSeparator, .paragraphSeparator: true
        default: properties.isNoncharacterCodePoint || properties.isDefaultIgnorableCodePoint
        }
    }

    /// ZWJ, variation selectors and skin tones, which belong to the emoji before them.
    fileprivate var isEmojiGlue: Bool {
        value == 0x200D || (0xFE00...0xFE0F).contains(value) || (0x1F3FB...0x1F3FF).contains(value)
    }

    fileprivate var escaped: String {
        switch value {
        case 0x09: "\\t"
        case 0x0A: "\\n"
        case 0x0D: "\\r"
        case 0x1B: "\\e"
        default: "\\u{\(String(value, radix: 16, uppercase: true))}"
        }
    }
}
