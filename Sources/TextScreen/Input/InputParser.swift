/// Makes keys of the bytes that a terminal sends, by the grammar of ECMA-48: a state machine, which knows no terminal and no clock.
///
/// However the bytes are cut between two reads, a sequence is one thing: a key that is known, or nothing. No part of it is ever
/// text. Bytes that are not UTF-8 are told, and are not text either. Control-C passes everywhere.
package struct InputParser: Sendable {
    package typealias Instant = ContinuousClock.Instant

    /// What has begun.
    enum State: Hashable {
        case ground
        /// Escape, perhaps with intermediates behind it.
        case escape
        /// Escape and the beginning of a character: Alt.
        case altCharacter
        case control
        case singleShift
        /// What is whole by the grammar, while the terminal's own keys have something longer.
        case held
        /// The three bytes after `CSI M`.
        case mouse
        /// OSC, which a BEL ends, too; or DCS, SOS, PM, APC.
        case string(endsAtBell: Bool)
        /// An Escape within a string: its end, if a backslash follows.
        case stringEscape
        case paste
    }

    let keys: KeyTable
    let encoding: CharacterEncoding
    let limits: InputLimits
    var state = State.ground
    /// The sequence that has begun, in its form of seven bits.
    var sequence: [UInt8] = []
    var paste = BracketedPaste()
    var decoder: CharacterDecoder
    var inputs: [Input] = []
    /// When what is under way began, when its last byte came, and how many there were.
    private var begun: Instant?
    private var last: Instant?
    private var count = 0

    package init(keys: KeyTable = KeyTable(), encoding: CharacterEncoding = .utf8, limits: InputLimits = InputLimits())
    {
        self.keys = keys
        self.encoding = encoding
        self.limits = limits
        decoder = CharacterDecoder(encoding)
    }

    /// Takes what came at an instant.
    package mutating func take(_ bytes: some Sequence<UInt8>, at now: Instant) -> [Input] {
        for byte in bytes {
            last = now
            if isGround { begin() }
            count += 1
            step(byte)
        }
        return taken()
    }

    /// Ends what has waited long enough for its end; to be called when nothing of the terminal waits to be read.
    package mutating func expire(at now: Instant) -> [Input] {
        guard let deadline, now >= deadline else { return [] }
        giveUp()
        return taken()
    }

    /// When to call `expire`; nil while nothing has begun.
    package var deadline: Instant? {
        guard !isGround, let last, let begun else { return nil }
        if isBrief { return last.advanced(by: limits.escape) }
        // Somebody who types into what never ends would keep it alive: the whole of it is limited as well.
        return min(last, begun.advanced(by: limits.perByte * count)).advanced(by: limits.silence)
    }

    /// Whether what came may be whole, so that only the shortest wait is due: an Escape, or Alt with a bracket of some kind.
    package var isBrief: Bool {
        switch state {
        case .escape, .held: true
        // rxvt's Shift+Delete ends in a byte that the standard does not let a sequence end in.
        case .control: sequence.last == UInt8(ascii: "$")
        default: false
        }
    }

    /// From here on the time counts.
    mutating func begin() { (begun, count) = (last, 0) }

    private var isGround: Bool { state == .ground && !decoder.isPending }

    private mutating func taken() -> [Input] {
        defer { inputs = [] }
        return inputs
    }

    // MARK: What comes out

    mutating func press(_ key: Key) { inputs.append(.key(key)) }

    /// What comes in a row is told once.
    mutating func tell(_ untaken: Untaken) {
        if inputs.last != .untaken(untaken) { inputs.append(.untaken(untaken)) }
    }

    private mutating func giveUp() {
        if decoder.isPending { dropCharacter() }
        switch state {
        case .escape: press(sequence.count == 1 ? .escape : .alt(Character(Unicode.Scalar(sequence[1]))))
        case .held: finishHeld()
        case .paste: finishPaste()
        case .ground, .altCharacter, .control, .singleShift, .mouse, .string, .stringEscape: break
        }
        state = .ground
    }

    /// Forgets a character that has begun and cannot be whole any more.
    mutating func dropCharacter() {
        let untaken = decoder.giveUp()
        // Within a string it is noise.
        guard state == .ground || state == .altCharacter else { return }
        tell(untaken)
        state = .ground
    }

    mutating func finishPaste() {
        let (text, untaken) = paste.text(by: encoding)
        let leftOut = paste.leftOut
        paste = BracketedPaste()
        press(.paste(text))
        if let untaken { tell(untaken) }
        if leftOut > 0 { tell(.endOfPaste(bytes: leftOut)) }
        state = .ground
    }
}
