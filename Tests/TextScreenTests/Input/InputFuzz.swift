import InMemory
import TextScreen

/// Streams as terminals send them, well-formed and not, with typing in between.
struct InputFuzz {
    struct Piece {
        var bytes: [UInt8]
        var keys: [Key] = []
        /// Whether some of it cannot be read.
        var isBroken = false
        /// Whether nothing follows for a while: the piece begins something that has no end.
        var isLast = false
    }

    private var generator: Randomness

    init(seed: UInt64) { generator = Randomness(seed: seed) }

    mutating func number(_ range: ClosedRange<Int>) -> Int { .random(in: range, using: &generator) }

    private mutating func pick<Element>(_ elements: [Element]) -> Element { elements[number(0...elements.count - 1)] }

    private mutating func bytes(_ count: Int, of range: ClosedRange<UInt8>) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: range, using: &generator) }
    }

    /// Random bytes.
    mutating func noise() -> [UInt8] { bytes(number(1...40), of: 0...255) }

    mutating func piece() -> Piece {
        switch number(0...11) {
        case 0...3: text()
        case 4: key()
        case 5, 6: Piece(bytes: swallowed())
        case 7: paste()
        case 8: broken()
        case 9: unended()
        case 10: cancelled()
        default: interrupted()
        }
    }

    // MARK: Typing

    private static let letters: [Unicode.Scalar] =
        Array("aqZ019[]OPX^_~;:?<M$ ()\\üÛÜĐ€東👍".unicodeScalars) + ["\u{301}"]

    private mutating func text() -> Piece {
        let scalars = (0..<number(1...8)).map { _ in pick(Self.letters) }
        return Piece(
            bytes: Array(String(String.UnicodeScalarView(scalars)).utf8),
            keys: scalars.map { .character(Character($0)) }
        )
    }

    private static let keys: [(String, Key)] = [
        ("[A", .up), ("OB", .down), ("[1~", .home), ("[3~", .delete), ("[15~", .function(5)), ("OP", .function(1)),
        ("[[B", .function(2)), ("[Z", .backTab), ("[1;5C", .modified(.control, .right)),
        ("Oc", .modified(.control, .right)),
        ("[3;2~", .modified(.shift, .delete)), ("[27u", .escape), ("b", .alt("b")), ("ü", .alt("ü")),
        ("[<65;4;4M", .wheel(1)),
        ("[M !!", .click(Point(column: 0, row: 0))), ("[99;5u", .control("c")),
    ]

    private mutating func key() -> Piece {
        let (sequence, key) = pick(Self.keys)
        return Piece(bytes: Array("\u{1B}\(sequence)".utf8), keys: [key])
    }

    // MARK: Not keys

    private mutating func swallowed() -> [UInt8] {
        switch number(0...5) {
        case 0: introducer("[") + controlSequence()
        case 1: introducer("O") + [pick(Array("EGNTVWYefghijz`{|}".utf8))]
        case 2, 3: string()
        case 4: Array("\u{1B}[M".utf8) + [pick([0x23, 0x40, 0x41, 0xFF])] + bytes(2, of: 0x21...0xFF)
        default: Array("\u{1B}\(pick(["[I", "[O", "[<0;3;3m", "[<32;3;3M", "[201~", "[[", "(B", "[2~"]))".utf8)
        }
    }

    private mutating func introducer(_ letter: Unicode.Scalar) -> [UInt8] {
        let control = UInt8(letter.value) + 0x40
        return pick([[0x1B, UInt8(letter.value)], [0xC2, control], [control]])
    }

    private mutating func controlSequence() -> [UInt8] {
        let parameters = bytes(number(0...number(0...30)), of: 0x30...0x3B)
        switch number(0...2) {
        case 0: return [pick(Array("=>?".utf8))] + parameters + [UInt8.random(in: 0x40...0x7E, using: &generator)]
        case 1:
            let intermediates = bytes(number(1...3), of: 0x20...0x2F)
            return parameters + intermediates + [UInt8.random(in: 0x40...0x7E, using: &generator)]
        default: return parameters + [pick(Array("EGJKLNTUVWXY`efghijklmnopqrstvwxyz{|}".utf8))]
        }
    }

    private mutating func string() -> [UInt8] {
        let kind = pick(Array("]PX^_".unicodeScalars))
        let length = number(0...100) == 0 ? 20_000 : number(0...60)
        var content: [UInt8] = []
        while content.count < length {
            switch number(0...9) {
            case 0: content += Array(String(pick(Self.letters)).utf8)
            // A BEL ends an OSC, and nothing else.
            case 1: content += [pick(kind == "]" ? [0x00, 0x09, 0x0A, 0x0D, 0x11, 0x7F] : [0x07, 0x0D])]
            default: content += bytes(1, of: 0x20...0x7E)
            }
        }
        let ends: [[UInt8]] = [[0x1B, 0x5C], [0xC2, 0x9C], [0x9C]]
        return introducer(kind) + content + pick(kind == "]" ? ends + [[0x07]] : ends)
    }

    // MARK: Data and malformed bytes

    private mutating func paste() -> Piece {
        var text = ""
        for _ in 0..<number(0...30) {
            text += pick(["a", "ü", "\n", "q", "\u{1B}[A", "\u{1B}[20", "\u{1B}", "\u{7}", "~"])
        }
        return Piece(bytes: Array("\u{1B}[200~\(text)\u{1B}[201~".utf8), keys: [.paste(text)])
    }

    private mutating func broken() -> Piece {
        let whole: [[UInt8]] = [
            [0xFF], [0xFE], [0xA0], [0xBF], [0xC0, 0x80], [0xED, 0xA0, 0x90], [0xF5, 0x90, 0x9B, 0x9D],
            [0xF8, 0x90, 0x80, 0x80, 0x80],
        ]
        let cut: [[UInt8]] = [[0xC3], [0xE2], [0xE2, 0x82], [0xF0, 0x9F, 0x91]]
        return number(0...1) == 0
            ? Piece(bytes: pick(whole), isBroken: true)
            : Piece(bytes: pick(cut) + Array("a".utf8), keys: [.character("a")], isBroken: true)
    }

    // MARK: Without an end

    /// The beginning, longer than an Escape, of something that needs an end.
    private mutating func beginning() -> [UInt8] {
        while true {
            let whole = swallowed()
            // These mean Alt if nothing follows, and a lone byte may begin a character.
            if whole.starts(with: Array("\u{1B}(".utf8)) || whole[0] == 0xC2 { continue }
            return Array(whole[..<number(min(2, whole.count - 1)...whole.count - 1)])
        }
    }

    private mutating func unended() -> Piece {
        switch number(0...3) {
        case 0: Piece(bytes: [0x1B], keys: [.escape], isLast: true)
        case 1: Piece(bytes: Array("\u{1B}[200~aq\u{1B}[20".utf8), keys: [.paste("aq")], isLast: true)
        default: Piece(bytes: beginning(), isLast: true)
        }
    }

    private mutating func cancelled() -> Piece {
        if number(0...1) == 0 { return Piece(bytes: beginning() + [pick([0x18, 0x1A])]) }
        let key = key()
        return Piece(bytes: beginning() + key.bytes, keys: key.keys)
    }

    private mutating func interrupted() -> Piece {
        var whole = introducer("[") + controlSequence()
        whole.insert(0x03, at: number(2...max(whole.count - 1, 2)))
        return Piece(bytes: whole, keys: [.control("c")])
    }
}
