import Accounts
import FoundationEssentials
import StoredForms

/// Several words as one value: an array as PostgreSQL reads it.
struct Words: Storable {
    let storedValue: StoredValue

    init(_ words: [(any Storable)?]) {
        var text = Array("{".utf8)
        for (place, word) in words.enumerated() {
            if place > 0 { text += ",".utf8 }
            guard let word = word?.storedValue.text else {
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

/// Several numbers as one value.
struct Numbers: Storable {
    let storedValue: StoredValue

    init(_ numbers: [Int64]) { storedValue = .text("{\(numbers.map(String.init).joined(separator: ","))}") }
}

/// Several times or other numbers with fractions as one value.
struct Reals: Storable {
    let storedValue: StoredValue

    init(_ numbers: [Double]) { storedValue = .text("{\(numbers.map { "\($0)" }.joined(separator: ","))}") }
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
