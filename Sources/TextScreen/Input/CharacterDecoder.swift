/// Turns bytes from 0x80 on into characters, one byte at a time.
struct CharacterDecoder: Hashable, Sendable {
    enum Result: Hashable {
        case incomplete
        /// Includes C1 controls (0x80 to 0x9F), even as a single byte where no UTF-8 sequence has begun.
        case scalar(Unicode.Scalar)
        case untaken(Untaken)
    }

    private let encoding: CharacterEncoding
    private var pending: [UInt8] = []
    private var length = 0

    init(_ encoding: CharacterEncoding) { self.encoding = encoding }

    var isPending: Bool { !pending.isEmpty }

    func isBroken(by byte: UInt8) -> Bool { isPending && byte & 0xC0 != 0x80 }

    mutating func giveUp() -> Untaken {
        pending = []
        return .notUTF8
    }

    /// Takes a byte from 0x80 on; it continues the character that has begun, if there is one.
    mutating func take(_ byte: UInt8) -> Result {
        switch encoding {
        case .singleBytes(let locale, let scalars):
            scalars[Int(byte & 0x7F)].map(Result.scalar) ?? .untaken(.notInLocale(locale))
        case .utf8: isPending ? goOn(byte) : begin(byte)
        }
    }

    /// The length holds for malformed characters, too, so that none of their bytes is taken for a C1 control.
    private mutating func begin(_ byte: UInt8) -> Result {
        switch byte {
        case 0x80...0x9F: return .scalar(Unicode.Scalar(byte))
        case 0xC0...0xDF: length = 2
        case 0xE0...0xEF: length = 3
        case 0xF0...0xF7: length = 4
        case 0xF8...0xFB: length = 5
        case 0xFC...0xFD: length = 6
        default: return .untaken(.notUTF8)
        }
        pending = [byte]
        return .incomplete
    }

    private mutating func goOn(_ byte: UInt8) -> Result {
        pending.append(byte)
        guard pending.count == length else { return .incomplete }
        defer { pending = [] }
        // The standard library rejects overlong forms, surrogates and anything beyond Unicode.
        let text = String(validating: pending, as: UTF8.self)
        return (text?.unicodeScalars.first).map(Result.scalar) ?? .untaken(.notUTF8)
    }
}
