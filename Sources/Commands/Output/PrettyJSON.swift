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
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        isFirst = false
        newLine()
        append(name)
        bytes += " : ".utf8
    }

    private mutating func newLine() {
        bytes.append(UInt8(ascii: "\n"))
        indent()
    }

    private mutating func indent() { for _ in 0..<depth { bytes += Self.step } }

    private static let step = Array("  ".utf8)

    private mutating func append(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        let isPlain = text.withUTF8 { utf8 in
            let isPlain = utf8.allSatisfy { 0x20..<0x7F ~= $0 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
            if isPlain { bytes += utf8 }
            return isPlain
        }
        if !isPlain {
            // What needs no escape is copied at once.
            var start = text.startIndex
            for place in text.unicodeScalars.indices where text.unicodeScalars[place].isEscaped {
                bytes += text[start..<place].utf8
                append(text.unicodeScalars[place])
                start = text.unicodeScalars.index(after: place)
            }
            bytes += text[start...].utf8
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
    fileprivate var isEscaped: Bool { self < " " || self == "\"" || self == "\\" || isHarmful }
}
