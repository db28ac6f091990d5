import Accounts
import Telling
import Testing

@testable import AccountFiles

/// The doors of the columns, which are the same for both formats.
@Suite struct DoorTests {
    enum Format: CaseIterable, Sendable { case csv, json }

    /// A file with one account, with a text in one column.
    private func file(_ format: Format, _ column: Account.Column, _ text: String) -> [UInt8] {
        var values: [Account.Column: String] = [.code: "A", .name: "a"]
        values[column] = text
        let columns = Account.Column.allCases.filter { values[$0] != nil }
        switch format {
        case .csv:
            let cells = columns.map { "\"" + (values[$0] ?? "").replacing("\"", with: "\"\"") + "\"" }
            return Array((columns.map(\.rawValue).joined(separator: ",") + "\n" + cells.joined(separator: ",")).utf8)
        case .json:
            let members = columns.map { "\"\($0.rawValue)\": \"\((values[$0] ?? "").jsonEscaped)\"" }
            return Array("[\n{\(members.joined(separator: ", "))}]".utf8)
        }
    }

    @Test(
        arguments: [Account.Column.id, .code, .parentCode],
        [
            ("\u{200B}", "U+200B (ZERO WIDTH SPACE)"), ("\u{FEFF}", "U+FEFF (ZERO WIDTH NO-BREAK SPACE)"),
            ("\u{AD}", "U+00AD (SOFT HYPHEN)"), ("\u{202E}", "U+202E (RIGHT-TO-LEFT OVERRIDE)"),
            ("\u{1}", "U+0001"), ("\u{1B}", "U+001B (ESCAPE)"), ("\u{7F}", "U+007F (DELETE)"),
            ("\u{FFFD}", "U+FFFD (REPLACEMENT CHARACTER)"), ("\u{FE0F}", "U+FE0F (VARIATION SELECTOR-16)"),
            ("\u{2060}", "U+2060 (WORD JOINER)"), ("\u{3164}", "U+3164 (HANGUL FILLER)"), ("\0", "U+0000 (NULL)"),
        ]
    )
    func `what names an account holds no hidden character: refused with line, column and the character's name`(
        column: Account.Column,
        hidden: (text: String, name: String)
    ) throws {
        for format in Format.allCases {
            for text in ["R-1\(hidden.text)", "\(hidden.text)R-1", "R\(hidden.text)1"] {
                let rows = try AccountFile.read(file(format, column, text))
                #expect(rows.rows.isEmpty)
                let problem = try #require(rows.problems.first)
                #expect(problem.line == 2 && problem.column == column.rawValue)
                #expect(problem.kind.phrase == "holds \(hidden.name), which is invisible: type it again without it")
            }
        }
    }

    @Test(arguments: Format.allCases)
    func `a name in Persian, an emoji, an address of two lines are kept to the last character`(format: Format) throws {
        for text in [
            "می\u{200C}خواهم", "👩\u{200D}👩\u{200D}👧 GmbH", "🏳\u{FE0F}\u{200D}🌈", "Straße 1\nHinterhaus\t2",
            "\u{202B}שלום\u{202C}", "a\u{AD}b", "tag\u{E0041}", "\u{1B}[2J", "a\u{7F}b", "line\r\nend",
        ] {
            for column in [Account.Column.name, .phone, .address1, .city, .contactLastName, .website, .email, .country]
            {
                let rows = try AccountFile.read(file(format, column, text))
                #expect(rows.rows.first?.values[column]?.unicodeScalars.elementsEqual(text.unicodeScalars) == true)
            }
        }
    }

    @Test(arguments: Format.allCases)
    func `two spellings of a code are one, and white space around a value is left out`(format: Format) throws {
        for text in ["B\u{E4}-1", "Ba\u{308}-1", " \u{A0}Ba\u{308}-1\t", "\u{2003}B\u{E4}-1\r\n"] {
            let row = try #require(try AccountFile.read(file(format, .code, text)).rows.first)
            #expect(row.code?.rawValue.unicodeScalars.elementsEqual("B\u{E4}-1".unicodeScalars) == true)
            let name = try #require(try AccountFile.read(file(format, .name, text)).rows.first?.values[.name])
            #expect(name.unicodeScalars.elementsEqual("B\u{E4}-1".unicodeScalars))
        }
    }

    @Test(
        arguments: Format.allCases,
        [
            (Account.Column.code, 500 as Int?), (.id, 500), (.parentCode, 500), (.country, 500), (.name, 1_000),
            (.email, 1_000),
            (.phone, 65_536), (.address1, 65_536), (.storefront, nil), (.type, nil),
        ]
    )
    func `every column has its bound, which is told`(
        format: Format,
        bound: (column: Account.Column, limit: Int?)
    ) throws {
        let limit = bound.limit ?? 65_536
        let exact = try AccountFile.read(file(format, bound.column, String(repeating: "x", count: limit)))
        #expect(exact.problems.isEmpty == (bound.limit != nil))
        // In bytes: two for each of these.
        let long = try AccountFile.read(file(format, bound.column, String(repeating: "ä", count: limit / 2 + 1)))
        #expect(long.problems.map(\.kind) == [.tooLong(limit: limit)])
        #expect(long.problems.first?.column == bound.column.rawValue)
    }

    @Test(arguments: Format.allCases)
    func `each cell that is wrong is told of its column, with the code of its row`(format: Format) throws {
        for (column, text, sentence) in [
            (Account.Column.type, "boss", "\"boss\" is not a type: write reseller or customer"),
            (.storefront, "maybe", "\"maybe\" is neither true nor false: write one of them"),
            (.name, " ", "it is empty; every account needs one"), (.code, "", "it is empty; every account needs one"),
            (.city, "a\0b", "holds U+0000 (NULL), which is invisible: type it again without it"),
        ] {
            let problem = try #require(try AccountFile.read(file(format, column, text)).problems.first)
            #expect(problem.place.line == 2 && problem.column == column.rawValue)
            #expect(problem.kind.phrase == sentence)
            #expect(problem.code == (column == .code ? nil : "A"))
            #expect(problem.place.element == (format == .json ? 1 : nil))
        }
    }
}

extension String {
    /// The text within quotes of JSON, everything but plain ASCII as an escape.
    var jsonEscaped: String {
        utf16.map { unit in
            let digits = String(unit, radix: 16)
            return unit < 0x20 || unit > 0x7E || unit == 0x22 || unit == 0x5C
                ? "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                : String(Character(Unicode.Scalar(UInt8(unit))))
        }
        .joined()
    }
}
