/// Turns the bytes that a terminal sends into keys, by the grammar of ECMA-48: a state machine that knows neither a
/// terminal nor a clock.
///
/// However the bytes are split between reads, a sequence is one thing: a known key, or nothing. No part of it is ever
/// text. Bytes that are not UTF-8 are reported, and are not text either. Control-C always gets through.
package struct InputParser: Sendable {
    package typealias Instant = ContinuousClock.Instant

    enum State: Hashable {
        case ground
        /// Escape, perhaps followed by intermediates.
        case escape
        /// Escape and the beginning of a character: Alt.
        case altCharacter
        case control
        case singleShift
        /// A sequence that is complete by the grammar while one of the terminal's own keys is longer.
        case held
        /// The three bytes after `CSI M`.
        case mouse
        /// OSC, which a BEL ends as well; or DCS, SOS, PM, APC.
        case string(endsAtBell: Bool)
        /// An Escape within a string, which ends it if a backslash follows.
        case stringEscape
        case paste
    }

    let keys: KeyTable
    let encoding: CharacterEncoding
    let limits: InputLimits
    var state = State.ground
    /// The sequence that has begun, in its 7-bit form.
    var sequence: [UInt8] = []
    var paste = BracketedPaste()
    var decoder: CharacterDecoder
    var inputs: [Input] = []
    /// When the unfinished sequence began, when its last byte came, and how many bytes there were.
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

    package mutating func take(_ bytes: some Sequence<UInt8>, at now: Instant) -> [Input] {
        for byte in bytes {
            last = now
            if isGround { begin() }
            count += 1
            step(byte)
        }
        return taken()
    }

    /// Ends what has waited long enough for its end; to be called when no more bytes wait to be read.
    package mutating func expire(at now: Instant) -> [Input] {
        guard let deadline, now >= deadline else { return [] }
        giveUp()
        return taken()
    }

    /// When to call `expire`; nil while nothing has begun.
    package var deadline: Instant? {
        guard !isGround, let last, let begun else { return nil }
        if isBrief { return last.advanced(by: limits.escape) }
        // Typing into a sequence that never ends would keep it alive, so its whole duration is limited as well.
        return min(last, begun.advanced(by: limits.perByte * count)).advanced(by: limits.silence)
    }

    /// Whether the bytes may be complete, so that the short wait is enough: Escape, or Alt with some bracket.
    package var isBrief: Bool {
        switch state {
        case .escape, .held: true
        // rxvt's Shift+Delete ends in a byte that the standard does not allow at the end.
        case .control: sequence.last == UInt8(ascii: "$")
        default: false
        }
    }

    mutating func begin() { (begun, count) = (last, 0) }

    private var isGround: Bool { state == .ground && !decoder.isPending }

    private mutating func taken() -> [Input] {
        defer { inputs = [] }
        return inputs
    }

    // MARK: Output

    mutating func press(_ key: Key) { inputs.append(.key(key)) }

    /// Several in a row are reported once.
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

    /// Drops a character that has begun and can no longer be completed.
    mutating func dropCharacter() {
        let untaken = decoder.giveUp()
        // Within a string it does not matter.
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
