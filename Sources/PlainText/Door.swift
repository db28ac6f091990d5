import Synchronization

/// The one door for text that somebody else wrote: what goes through it can neither steer a terminal nor deceive a reader.
extension String {
    /// The text with everything that is not plainly visible turned into an escape, such as `\u{202E}` or `\n`.
    ///
    /// It judges scalars, never sequences: controls, line and paragraph separators, bidirectional controls, zero-width
    /// characters, tags, noncharacters, private use, whatever this system cannot print. Joiners and variation selectors
    /// in emoji are dropped, since terminals disagree on their width; so is each combining mark after the fourth.
    package var visible: String { shown.text }

    /// The visible text, and its width in cells.
    package var shown: (text: String, columns: Int) {
        if isPlainASCII { return (self, utf8.count) }
        return ScalarLooks.seen.withLock { looks in
            if let columns = looks.columns(ofPlain: self) { return (self, columns) }
            let text = Door.text(of: self) { looks[$0] }
            return (text, looks.columns(of: text))
        }
    }
}

extension StringProtocol {
    // Generic code is slow across libraries, so it is a member of `String`.
    package var visible: String { String(self).visible }
}

struct Door {
    private var text = ""
    private var marks = 0
    private var hasBase = false
    private var isAfterEmoji = false

    private static let mostMarks = 4

    /// The part of a text that goes through the door.
    static func text(of text: String, look: (Unicode.Scalar) -> ScalarLook) -> String {
        var door = Door()
        for scalar in text.unicodeScalars { door.admit(scalar, look(scalar)) }
        return door.text
    }

    private mutating func admit(_ scalar: Unicode.Scalar, _ look: ScalarLook) {
        if isAfterEmoji, scalar.isEmojiGlue { return }
        guard let width = look.width, !look.isHidden else {
            text += scalar.escaped
            hasBase = true
            (marks, isAfterEmoji) = (0, false)
            return
        }
        guard width == 0 else {
            text.unicodeScalars.append(scalar)
            hasBase = true
            (marks, isAfterEmoji) = (0, look.isEmoji)
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
    var isHidden: Bool {
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
