/// What a byte does in each state, modelled on Paul Williams's parser for the VT500, which reads the other direction.
extension InputParser {
    mutating func step(_ byte: UInt8) {
        if byte == 0x03 { return interrupt() }
        if state == .paste { return withinPaste(byte) }
        if decoder.isBroken(by: byte) { dropCharacter() }
        switch (byte, state) {
        case (0x1B, .string), (0x1B, .stringEscape): state = .stringEscape
        case (0x1B, _): beginEscape()
        // CAN and SUB end an unfinished sequence, and mean nothing else there.
        case (0x18, _) where state != .ground, (0x1A, _) where state != .ground: state = .ground
        case (_, .ground): typed(byte)
        case (_, .altCharacter) where byte >= 0x80: character(byte)
        case (_, .altCharacter): again(byte)
        case (_, .escape): afterEscape(byte)
        case (_, .control), (_, .singleShift): withinSequence(byte)
        case (_, .held): afterHeld(byte)
        case (_, .mouse): withinMouse(byte)
        case (_, .string(let endsAtBell)): withinString(byte, endsAtBell: endsAtBell)
        case (_, .stringEscape): afterStringEscape(byte)
        case (_, .paste): break
        }
    }

    /// Control-C gets through in every state.
    ///
    /// A string or paste still waits for its end: the rest of it is not typing.
    private mutating func interrupt() {
        if decoder.isPending { dropCharacter() }
        if state == .escape || state == .held { state = .ground }
        press(.control("c"))
    }

    /// Gives up what has begun, and reads the byte as if nothing had.
    private mutating func again(_ byte: UInt8) {
        state = .ground
        step(byte)
    }

    // MARK: Characters

    private mutating func typed(_ byte: UInt8) {
        switch byte {
        case 0x0D, 0x0A: press(.enter)
        case 0x09: press(.tab)
        case 0x7F, 0x08: press(.backspace)
        case 0x00: press(.control(" "))
        case 0x01...0x1A: press(.control(Character(Unicode.Scalar(byte + 0x60))))
        case ..<0x20: break
        case ..<0x7F: press(.character(Character(Unicode.Scalar(byte))))
        default: character(byte)
        }
    }

    private mutating func character(_ byte: UInt8) {
        switch decoder.take(byte) {
        case .incomplete: break
        case .untaken(let untaken):
            tell(untaken)
            state = .ground
        case .scalar(let scalar):
            let isAlt = state == .altCharacter
            state = .ground
            if (0x80...0x9F).contains(scalar.value) { return control(UInt8(scalar.value)) }
            press(isAlt ? .alt(Character(scalar)) : .character(Character(scalar)))
        }
    }

    /// An 8-bit control (C1) is Escape with the same bits less 0x40; those that begin nothing mean nothing.
    private mutating func control(_ byte: UInt8) {
        guard [0x8F, 0x90, 0x98, 0x9B, 0x9D, 0x9E, 0x9F].contains(byte) else { return }
        beginSequence()
        afterEscape(byte - 0x40)
    }

    // MARK: Escape

    private mutating func beginEscape() {
        switch state {
        case .escape where sequence.count == 1: press(.escape)
        case .held: finishHeld()
        default: break
        }
        beginSequence()
    }

    private mutating func beginSequence() {
        begin()
        sequence = [0x1B]
        state = .escape
    }

    private mutating func afterEscape(_ byte: UInt8) {
        if byte >= 0x80 {
            state = .altCharacter
            return character(byte)
        }
        let isFirst = sequence.count == 1
        if sequence.count < limits.longestSequence { sequence.append(byte) }
        switch byte {
        case UInt8(ascii: "[") where isFirst: state = .control
        case UInt8(ascii: "O") where isFirst: state = .singleShift
        case UInt8(ascii: "]") where isFirst: state = .string(endsAtBell: true)
        case UInt8(ascii: "P") where isFirst, UInt8(ascii: "X") where isFirst, UInt8(ascii: "^") where isFirst,
            UInt8(ascii: "_") where isFirst:
            state = .string(endsAtBell: false)
        case 0x20...0x2F: state = .escape
        default: finishSequence()
        }
    }

    // MARK: Sequences

    private mutating func withinSequence(_ byte: UInt8) {
        switch byte {
        case ..<0x20, 0x7F: break
        case 0x80...: again(byte)
        case 0x30...0x3F: keep(byte)
        case 0x20...0x2F where state == .control: keep(byte)
        default:
            keep(byte)
            finishSequence()
        }
    }

    /// Of a sequence that is too long only that fact is kept; it ends like any other.
    private mutating func keep(_ byte: UInt8) {
        if sequence.count <= limits.longestSequence { sequence.append(byte) }
    }

    private mutating func finishSequence() {
        state = .ground
        if sequence.count > limits.longestSequence { return }
        if keys.goesOn(after: sequence) {
            state = .held
        } else if let key = keys.key(sequence) {
            press(key)
        } else if sequence == Array("\u{1B}[M".utf8) {
            state = .mouse
        } else if sequence == BracketedPaste.begin {
            state = .paste
        } else if let key = meaning {
            press(key)
        }
    }

    private mutating func afterHeld(_ byte: UInt8) {
        let longer = sequence + [byte]
        if keys.goesOn(after: longer) {
            sequence = longer
        } else if let key = keys.key(longer) {
            press(key)
            state = .ground
        } else {
            finishHeld()
            again(byte)
        }
    }

    mutating func finishHeld() {
        if let key = keys.key(sequence) ?? meaning { press(key) }
    }

    /// The meaning of a sequence that is not in the terminal's own table.
    private var meaning: Key? {
        guard sequence.count == 2 else { return ControlSequence(sequence)?.key }
        switch sequence[1] {
        case 0x08, 0x7F: return .alt("\u{7F}")
        case 0x20..<0x7F: return .alt(Character(Unicode.Scalar(sequence[1])))
        default: return nil
        }
    }

    private mutating func withinMouse(_ byte: UInt8) {
        guard byte >= 0x20 else { return again(byte) }
        sequence.append(byte)
        guard sequence.count == 6 else { return }
        state = .ground
        if let key = MouseReport(x10: sequence[3...]).key { press(key) }
    }

    // MARK: Strings

    private mutating func withinString(_ byte: UInt8, endsAtBell: Bool) {
        if byte == 0x07, endsAtBell { state = .ground }
        // The 8-bit ST, unless the byte belongs to a character.
        if byte >= 0x80, decoder.take(byte) == .scalar("\u{9C}") { state = .ground }
    }

    private mutating func afterStringEscape(_ byte: UInt8) {
        state = .ground
        guard byte != UInt8(ascii: "\\") else { return }
        beginSequence()
        afterEscape(byte)
    }

    private mutating func withinPaste(_ byte: UInt8) {
        if paste.take(byte, longest: limits.longestPaste) { finishPaste() }
    }
}
