import Accounts
import FoundationEssentials
import StoredForms

/// Several values as one: an array as PostgreSQL reads it, numbers in quotes as well.
struct ArrayValue: Storable {
    let storedValue: StoredValue

    init(_ values: [(any Storable)?]) {
        var text = Array("{".utf8)
        for (place, value) in values.enumerated() {
            if place > 0 { text += ",".utf8 }
            guard let word = value?.storedValue.text else {
                text += "NULL".utf8
                continue
            }
            text += "\"".utf8
            // By bytes: a quote with a combining mark is one character, and another one.
            for byte in word.utf8 {
                if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { text.append(UInt8(ascii: "\\")) }
                text.append(byte)
            }
            text += "\"".utf8
        }
        storedValue = .text(String(decoding: text, as: UTF8.self) + "}")
    }
}

extension StoredValue {
    /// As libpq takes it; nil for NULL.
    var text: String? {
        switch self {
        case .null, .bytes: nil
        case .integer(let number): String(number)
        case .real(let number): "\(number)"
        case .text(let text): text
        }
    }
}
