/// Reads JSON by the grammar of RFC 8259, and nothing that only resembles it.
package struct JSONReader {
    /// Why a text is not JSON, and where.
    package struct Fault: Error, Hashable, Sendable {
        package enum Kind: Hashable, Sendable {
            case empty
            /// It begins with `<`: a page instead of data.
            case page
            case notUTF8
            case cut
            /// The grammar does not allow what stands there.
            case unexpected
            case tooDeep(limit: Int)
        }

        package var kind: Kind
        /// Counted from 1.
        package var line: Int
        /// The byte within the line, counted from 1.
        package var column: Int

        package init(kind: Kind, line: Int, column: Int) {
            self.kind = kind
            self.line = line
            self.column = column
        }
    }

    /// The deepest nesting that is accepted.
    package static let deepest = 32

    private let bytes: [UInt8]
    private var index = 0
    private var line = 1
    private var lineStart = 0

    /// Reads one value, which must be all there is; a byte order mark before it is ignored.
    package static func read(_ bytes: [UInt8]) throws(Fault) -> JSON {
        var reader = JSONReader(bytes)
        // UTF-16 and UTF-32, with or without a byte order mark.
        guard !bytes.prefix(4).contains(where: { $0 == 0 || $0 >= 0xFE }) else { throw reader.fault(.notUTF8) }
        reader.skipSpace()
        guard let first = reader.next else { throw reader.fault(.empty) }
        guard first != UInt8(ascii: "<") else { throw reader.fault(.page) }
        let value = try reader.value(depth: 0)
        reader.skipSpace()
        guard reader.next == nil else { throw reader.fault(.unexpected) }
        return value
    }

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
        index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        lineStart = index
    }

    private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

    private func fault(_ kind: Fault.Kind) -> Fault {
        let kind = kind == .unexpected && next == nil ? .cut : kind
        return Fault(kind: kind, line: line, column: index - lineStart + 1)
    }

    // MARK: Values

    private mutating func value(depth: Int) throws(Fault) -> JSON {
        switch next {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "-"): return .number(try number())
        case let byte? where Self.digits.contains(byte): return .number(try number())
        default: return try word()
        }
    }

    private mutating func object(depth: Int) throws(Fault) -> JSON {
        guard depth < Self.deepest else { throw fault(.tooDeep(limit: Self.deepest)) }
        index += 1
        var members: [JSON.Member] = []
        skipSpace()
        if take(UInt8(ascii: "}")) { return .object([]) }
        while true {
            skipSpace()
            guard next == UInt8(ascii: "\"") else { throw fault(.unexpected) }
            let line = line
            let name = try string()
            skipSpace()
            try expect(UInt8(ascii: ":"))
            skipSpace()
            members.append(JSON.Member(name, try value(depth: depth + 1), line: line))
            skipSpace()
            if take(UInt8(ascii: "}")) { return .object(members) }
            try expect(UInt8(ascii: ","))
        }
    }

    private mutating func array(depth: Int) throws(Fault) -> JSON {
        guard depth < Self.deepest else { throw fault(.tooDeep(limit: Self.deepest)) }
        index += 1
        var elements: [JSON.Element] = []
        skipSpace()
        if take(UInt8(ascii: "]")) { return .array([]) }
        while true {
            skipSpace()
            let line = line
            elements.append(JSON.Element(try value(depth: depth + 1), line: line))
            skipSpace()
            if take(UInt8(ascii: "]")) { return .array(elements) }
            try expect(UInt8(ascii: ","))
        }
    }

    private mutating func word() throws(Fault) -> JSON {
        for (word, value) in [("true", JSON.boolean(true)), ("false", .boolean(false)), ("null", .null)]
        where bytes[index...].starts(with: word.utf8) {
            index += word.utf8.count
            return value
        }
        throw fault(.unexpected)
    }

    /// `-`, an integer without leading zeros, a fraction, an exponent; returned as spelled.
    private mutating func number() throws(Fault) -> String {
        let start = index
        _ = take(UInt8(ascii: "-"))
        if !take(UInt8(ascii: "0")) { try digits() }
        if take(UInt8(ascii: ".")) { try digits() }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            try digits()
        }
        return try text(start..<index)
    }

    private mutating func digits() throws(Fault) {
        let start = index
        while let byte = next, Self.digits.contains(byte) { index += 1 }
        guard index > start else { throw fault(.unexpected) }
    }

    private static let digits = UInt8(ascii: "0")...UInt8(ascii: "9")

    // MARK: Strings

    private mutating func string() throws(Fault) -> String {
        index += 1
        let start = index
        while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 { index += 1 }
        if next == UInt8(ascii: "\"") {
            let text = try text(start..<index)
            index += 1
            return text
        }
        var content = Array(bytes[start..<index])
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: content, as: UTF8.self) else { throw fault(.notUTF8) }
                index += 1
                return text
            case UInt8(ascii: "\\"):
                index += 1
                content += try escape()
            case 0..<0x20: throw fault(.unexpected)
            default:
                content.append(byte)
                index += 1
            }
        }
        throw fault(.cut)
    }

    /// Some bytes as text; a generic initializer would look up witnesses for each of them.
    private func text(_ range: Range<Int>) throws(Fault) -> String {
        guard let text = try? UTF8Span(validating: bytes.span.extracting(range)) else { throw fault(.notUTF8) }
        return String(copying: text)
    }

    private mutating func escape() throws(Fault) -> [UInt8] {
        guard let byte = next else { throw fault(.cut) }
        if byte == UInt8(ascii: "u") {
            index += 1
            return Array(String(Character(try scalar())).utf8)
        }
        guard let meant = Self.escapes[byte] else { throw fault(.unexpected) }
        index += 1
        return [meant]
    }

    private static let escapes: [UInt8: UInt8] = [
        UInt8(ascii: "\""): UInt8(ascii: "\""), UInt8(ascii: "\\"): UInt8(ascii: "\\"),
        UInt8(ascii: "/"): UInt8(ascii: "/"), UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0C,
        UInt8(ascii: "n"): 0x0A, UInt8(ascii: "r"): 0x0D, UInt8(ascii: "t"): 0x09,
    ]

    /// One scalar from four hexadecimal digits or from a pair of surrogates; half a pair is an error.
    private mutating func scalar() throws(Fault) -> Unicode.Scalar {
        let high = try hexadecimal()
        if let scalar = Unicode.Scalar(high) { return scalar }
        guard high < 0xDC00, take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else { throw fault(.unexpected) }
        let low = try hexadecimal()
        guard (0xDC00..<0xE000).contains(low),
            let scalar = Unicode.Scalar(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
        else { throw fault(.unexpected) }
        return scalar
    }

    private mutating func hexadecimal() throws(Fault) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw fault(.unexpected)
            }
            value = (value << 4) + UInt32(digit)
            index += 1
        }
        return value
    }

    // MARK: Between values

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
            index += 1
            if byte == 0x0A || byte == 0x0D && next != 0x0A {
                line += 1
                lineStart = index
            }
        }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        index += 1
        return true
    }

    private mutating func expect(_ byte: UInt8) throws(Fault) {
        guard take(byte) else { throw fault(.unexpected) }
    }
}
