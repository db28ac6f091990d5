import StoredForms

/// The dialect of SQLite.
struct SQLite: Dialect {
    func truth(_ value: Bool) -> String { value ? "1" : "0" }

    func occurs(_ word: String, in text: String) -> String { "instr(\(text), \(word)) > 0" }

    func part(_ sign: String) -> String {
        let rest = "substr(search, instr(search, '\(sign)'))"
        return "substr(\(rest), 1, instr(\(rest), char(10)) - 1)"
    }

    var greatest: String { "max" }
    func direction(isDescending: Bool) -> String { isDescending ? "DESC" : "ASC" }
    func json(_ column: String) -> String { column }

    /// Whoever writes is alone.
    func lock(_: Lock) -> String { "" }

    var hidesParents: Bool { false }

    // An earlier version that still has the file open writes the id alone. With OR, all links of the vendor would be read.
    var hasWantedID: String {
        """
        links.rowid IN (
            SELECT rowid FROM links
            WHERE state = 'synchronized' AND claim_key = wanted.claim AND external_key = wanted.folded
            UNION ALL SELECT rowid FROM links
            WHERE state = 'synchronized' AND claim_key = wanted.claim AND external_id = wanted.id)
        """
    }

    /// One value has all of the table: a list of words, or of rows.
    func selection(of table: GivenTable, after number: Int) throws -> (sql: String, values: [(any Storable)?]) {
        let columns = table.map { $0.value.map { $0?.storedValue ?? .null } }
        let isList = columns.count == 1
        let names = table.enumerated()
            .map { place, column in "\(isList ? "value" : "value ->> \(place)") AS \(column.key)" }
        let rows =
            if isList {
                try columns[0].plainJSON ?? columns[0].json()
            } else {
                try columns[0].indices.map { row in columns.map { $0[row] } }.json()
            }
        return ("SELECT key AS place, \(names.joined(separator: ", ")) FROM json_each($\(number + 1))", [rows])
    }
}

extension [StoredValue] {
    /// Keys and ids as JSON, nil of anything else.
    ///
    /// An encoder looks up a dozen conformances before the first rows of a console are there.
    fileprivate var plainJSON: String? {
        var json = "["
        for value in self {
            if json.utf8.count > 1 { json += "," }
            switch value {
            case .integer(let number): json += String(number)
            case .text(let text) where text.utf8.allSatisfy(Self.isPlain): json += "\"\(text)\""
            default: return nil
            }
        }
        return json + "]"
    }

    /// A letter or digit of ASCII, or a hyphen.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x2D, 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: false
        }
    }
}

extension StoredValue: Encodable {
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null, .bytes: try container.encodeNil()
        case .integer(let number): try container.encode(number)
        case .real(let number): try container.encode(number)
        case .text(let text): try container.encode(text)
        }
    }
}
