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
        for line in value.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            if line.startIndex > value.startIndex {
                bytes.append(UInt8(ascii: "\n"))
                // The empty line in an empty object stays empty.
                if !line.isEmpty { indent() }
            }
            bytes += line
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

    private mutating func indent() { bytes += repeatElement(UInt8(ascii: " "), count: 2 * depth) }

    private mutating func append(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) {
            bytes += text.utf8
        } else {
            for scalar in text.unicodeScalars { append(scalar) }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func append(_ scalar: Unicode.Scalar) {
        switch scalar {
        case "\"": bytes += #"\""#.utf8
        case "\\": bytes += #"\\"#.utf8
        case "\u{8}": bytes += #"\b"#.utf8
        case "\u{C}": bytes += #"\f"#.utf8
        case "\n": bytes += #"\n"#.utf8
        case "\r": bytes += #"\r"#.utf8
        case "\t": bytes += #"\t"#.utf8
        case "\0"..<" ": bytes += scalar.escapedInJSON.utf8
        default:
            if scalar.isHarmful { bytes += scalar.escapedInJSON.utf8 } else { bytes += scalar.utf8 }
        }
    }
}
