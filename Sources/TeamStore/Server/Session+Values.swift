import Accounts
import FoundationEssentials
import StoredForms

/// Several words as one value: an array as PostgreSQL reads it.
struct Words: Storable {
    let storedValue: StoredValue

    init(_ words: [String?]) {
        var text = "{"
        for (place, word) in words.enumerated() {
            if place > 0 { text += "," }
            guard let word else {
                text += "NULL"
                continue
            }
            text += "\""
            text +=
                word.contains { $0 == "\"" || $0 == "\\" }
                ? word.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") : word
            text += "\""
        }
        storedValue = .text(text + "}")
    }

    init(_ words: [some RawRepresentable<String>]) { self.init(words.map(\.rawValue)) }

    init(_ words: [(some RawRepresentable<String>)?]) { self.init(words.map { $0?.rawValue }) }
}

/// Several numbers as one value.
struct Numbers: Storable {
    let storedValue: StoredValue

    init(_ numbers: [Int64]) { storedValue = .text("{\(numbers.map(String.init).joined(separator: ","))}") }
}
