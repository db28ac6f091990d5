/// JSON as `Output.text(ofJSON:)` prints it, written as it comes: an encoder makes a tree of all values first.
///
/// The members of an object must come in the order of their names.
struct PrettyJSON {
    private(set) var bytes: [UInt8] = []
    /// How many objects and lists are open.
    private var depth: Int
    /// Whether nothing stands yet in what is open.
    private var isFirst: Bool

    /// Begins in a number of open objects and lists.
    init(depth: Int, isFirst: Bool) { (self.depth, self.isFirst) = (depth, isFirst) }

    mutating func beginObject() {
        bytes.append(UInt8(ascii: "{"))
        depth += 1
        isFirst = true
    }

    mutating func beginObject(_ name: String) {
        begin(name)
        beginObject()
    }

    mutating func endObject() {
        depth -= 1
        // The encoder writes an empty line into an empty object.
        if isFirst { bytes.append(UInt8(ascii: "\n")) }
        isFirst = false
        newLine()
        bytes.append(UInt8(ascii: "}"))
    }

    mutating func beginList(_ name: String) {
        begin(name)
        bytes += "[\n".utf8
        depth += 1
        isFirst = true
    }

    /// Ends a list; where it has no elements, an empty line stands in it, as the encoder writes it.
    mutating func endList() {
        depth -= 1
        isFirst = false
        newLine()
        bytes.append(UInt8(ascii: "]"))
    }

    mutating func member(_ name: String, _ value: String) {
        begin(name)
        append(value)
    }

    /// Writes a value that is JSON already, as it is printed by itself.
    mutating func member(_ name: String, verbatim value: String) {
        begin(name)
        var value = value
        value.withUTF8 { text in
            var rest = text[...]
            while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                bytes += rest[...end]
                rest = rest[(end + 1)...]
                // The empty line in an empty object stays empty.
                if let next = rest.first, next != UInt8(ascii: "\n") { indent() }
            }
            bytes += rest
        }
    }

    /// Begins an element of a list; the line on which the first one begins is there already.
    mutating func beginElement() {
        if !isFirst { bytes += ",\n".utf8 }
        isFirst = false
        indent()
    }

    private mutating func begin(_ name: String) {
        if isFirst { newLine() } else { next() }
        isFirst = false
        append(name)
        bytes += Self.colon
    }

    private mutating func newLine() {
        bytes.append(UInt8(ascii: "\n"))
        indent()
    }

    /// Ends a member, and begins the line of the next one.
    private mutating func next() {
        guard depth < Self.beginnings.count else {
            bytes.append(UInt8(ascii: ","))
            return newLine()
        }
        bytes += Self.beginnings[depth]
    }

    private mutating func indent() { for _ in 0..<depth { bytes += Self.step } }

    private static let step = Array("  ".utf8)
    private static let colon = Array(" : ".utf8)
    private static let beginnings = (0..<8).map { Array((",\n" + String(repeating: "  ", count: $0)).utf8) }

    private mutating func append(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { utf8 in
            // What needs no escape is copied at once.
            var (start, place) = (0, 0)
            while place < utf8.count {
                let byte = utf8[place]
                if byte >= 0x20, byte < 0x7F, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
                    place += 1
                    continue
                }
                let length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
                let scalar = Unicode.Scalar(utf8, at: place, length)
                if scalar.isEscaped {
                    bytes += utf8[start..<place]
                    append(scalar)
                    start = place + length
                }
                place += length
            }
            bytes += utf8[start...]
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Writes a scalar that needs an escape.
    private mutating func append(_ scalar: Unicode.Scalar) {
        switch scalar {
        case "\"": bytes += #"\""#.utf8
        case "\\": bytes += #"\\"#.utf8
        case "\u{8}": bytes += #"\b"#.utf8
        case "\u{C}": bytes += #"\f"#.utf8
        case "\n": bytes += #"\n"#.utf8
        case "\r": bytes += #"\r"#.utf8
        case "\t": bytes += #"\t"#.utf8
        default: bytes += scalar.escapedInJSON.utf8
        }
    }
}

extension Unicode.Scalar {
    /// The scalar that a valid text has at a place, in so many bytes.
    fileprivate init(_ utf8: UnsafeBufferPointer<UInt8>, at place: Int, _ length: Int) {
        guard length > 1 else {
            self.init(utf8[place])
            return
        }
        // The first byte has as many bits less as the others are.
        var value = UInt32(utf8[place]) & (0x7F >> UInt32(length))
        for byte in utf8[(place + 1)..<(place + length)] { value = value << 6 | UInt32(byte) & 0x3F }
        // A text is valid.
        self = Unicode.Scalar(value) ?? "\u{FFFD}"
    }

    fileprivate var isEscaped: Bool { self < " " || self == "\"" || self == "\\" || isHarmful }
}
