/// Looks a JSON text over before Foundation reads it: Foundation takes the last of two members of one name, and any depth.
struct JSONStructure {
    /// Why a text is not taken for JSON.
    enum Fault: Error {
        case notJSON
        case notUTF8
        case tooDeep
        case duplicateMember(String)

        var phrase: String {
            switch self {
            case .notJSON: "it is not JSON"
            case .notUTF8: "it is not UTF-8"
            case .tooDeep: "it is nested more than \(JSONStructure.deepest) deep"
            case .duplicateMember(let name): "the member \"\(name)\" is there twice"
            }
        }
    }

    /// The deepest nesting that is taken (reliability.md, network).
    static let deepest = 32

    private let bytes: [UInt8]
    private var index = 0

    /// Checks that the bytes are one JSON value, no deeper than 32, with no member twice in an object whatever its case.
    static func check(_ bytes: [UInt8]) throws(Fault) {
        guard String(validating: bytes, as: UTF8.self) != nil else { throw .notUTF8 }
        var scanner = JSONStructure(bytes: bytes)
        scanner.skipSpace()
        try scanner.value(depth: 0)
        scanner.skipSpace()
        guard scanner.index == bytes.count else { throw .notJSON }
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func value(depth: Int) throws(Fault) {
        switch next {
        case UInt8(ascii: "{"): try object(depth: depth + 1)
        case UInt8(ascii: "["): try array(depth: depth + 1)
        case UInt8(ascii: "\""): _ = try string()
        case nil: throw .notJSON
        default: try scalar()
        }
    }

    private mutating func object(depth: Int) throws(Fault) {
        guard depth <= Self.deepest else { throw .tooDeep }
        index += 1
        var names: Set<String> = []
        skipSpace()
        if take("}") { return }
        while true {
            skipSpace()
            guard next == UInt8(ascii: "\"") else { throw .notJSON }
            let name = try string()
            guard names.insert(name.lowercased()).inserted else { throw .duplicateMember(name) }
            skipSpace()
            guard take(":") else { throw .notJSON }
            skipSpace()
            try value(depth: depth)
            skipSpace()
            if take("}") { return }
            guard take(",") else { throw .notJSON }
        }
    }

    private mutating func array(depth: Int) throws(Fault) {
        guard depth <= Self.deepest else { throw .tooDeep }
        index += 1
        skipSpace()
        if take("]") { return }
        while true {
            skipSpace()
            try value(depth: depth)
            skipSpace()
            if take("]") { return }
            guard take(",") else { throw .notJSON }
        }
    }

    /// A string, its simple escapes undone: enough to compare names.
    private mutating func string() throws(Fault) -> String {
        index += 1
        var content: [UInt8] = []
        while let byte = next {
            index += 1
            switch byte {
            case UInt8(ascii: "\""): return unescaped(content)
            case UInt8(ascii: "\\"):
                guard let escaped = next else { throw .notJSON }
                content += [byte, escaped]
                index += 1
            case 0..<0x20: throw .notJSON
            default: content.append(byte)
            }
        }
        throw .notJSON
    }

    private func unescaped(_ content: [UInt8]) -> String {
        let text = String(decoding: content, as: UTF8.self)
        guard text.contains("\\u") else { return text }
        var result = ""
        var rest = text[...]
        while let escape = rest.firstRange(of: "\\u") {
            result += rest[..<escape.lowerBound]
            rest = rest[escape.upperBound...]
            if let code = UInt32(rest.prefix(4), radix: 16), let scalar = Unicode.Scalar(code) {
                result.unicodeScalars.append(scalar)
                rest = rest.dropFirst(4)
            }
        }
        return result + rest
    }

    /// A number or a word; which ones there are is Foundation's to say.
    private mutating func scalar() throws(Fault) {
        let start = index
        while let byte = next, !Self.ends.contains(byte) { index += 1 }
        guard index > start else { throw .notJSON }
    }

    private static let ends = Set(" \t\r\n,:]}[{\"".utf8)

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { index += 1 }
    }

    private mutating func take(_ character: Character) -> Bool {
        guard let value = character.asciiValue, next == value else { return false }
        index += 1
        return true
    }
}
