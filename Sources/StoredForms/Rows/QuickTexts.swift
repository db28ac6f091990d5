import Accounts

extension StoredRow {
    /// Values by their fields, as a JSON object; by its bytes if nothing in it is escaped, for which a decoder takes ten times as
    /// long.
    func values(_ column: String) throws(Damage) -> [FieldID: String] {
        if let values = [FieldID: String](quick: try text(column)) { return values }
        return try json(column)
    }
}

extension [FieldID: String] {
    /// Reads an object of texts that has no space between them, no escape and no field twice; nil if it is anything else.
    init?(quick json: String) {
        self.init()
        var json = json
        let isWhole = json.withUTF8 { bytes in
            guard bytes.count >= 2, bytes[0] == UInt8(ascii: "{"), bytes.last == UInt8(ascii: "}") else { return false }
            if bytes.count == 2 { return true }
            var place = 1
            while true {
                guard let field = Self.text(bytes, &place), bytes[place] == UInt8(ascii: ":") else { return false }
                place += 1
                guard let value = Self.text(bytes, &place), updateValue(value, forKey: FieldID(rawValue: field)) == nil
                else {
                    return false
                }
                if place == bytes.count - 1 { return true }
                guard bytes[place] == UInt8(ascii: ",") else { return false }
                place += 1
            }
        }
        guard isWhole else { return nil }
    }

    /// The text between the quotes at a place, which is then behind them, and before the last byte.
    private static func text(_ bytes: UnsafeBufferPointer<UInt8>, _ place: inout Int) -> String? {
        guard bytes[place] == UInt8(ascii: "\"") else { return nil }
        let start = place + 1
        var end = start
        while end < bytes.count, bytes[end] != UInt8(ascii: "\"") {
            guard bytes[end] >= 0x20, bytes[end] != UInt8(ascii: "\\") else { return nil }
            end += 1
        }
        // At least the closing bracket comes behind it.
        guard end < bytes.count - 1 else { return nil }
        place = end + 1
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }
}
