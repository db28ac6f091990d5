import Accounts
import Telling
import Testing

@testable import AccountFiles

/// What spreadsheets make of a file of CSV.
@Suite struct SpreadsheetTests {
    private func read(_ text: String) throws -> AccountFile { try AccountFile.read(Array(text.utf8)) }

    private func cells(_ rows: AccountFile) -> [String] {
        rows.rows.map { row in
            Account.Column.allCases.compactMap { row.values[$0] }.joined(separator: "|")
        }
    }

    @Test(arguments: [
        ",,", ",,,,,", "\"\",\"\"", " , \t, ", "\"  \",\u{A0},", "", "   ", "\"\"", "\t", "\u{3000},\u{2003}",
    ])
    func `a blank row is no row, wherever it stands`(blank: String) throws {
        for end in ["\n", "\r\n", "\r"] {
            let text = [blank, "code,name,email", blank, "A,a,x", blank, blank, "B,b,", blank].joined(separator: end)
            for text in [text, text + end] {
                let rows = try read(text)
                #expect(cells(rows) == ["A|a|x", "B|b|"])
                #expect(rows.rows.map(\.line) == [4, 7])
                #expect(rows.problems.isEmpty && rows.warnings.isEmpty && rows.unknownColumns.isEmpty)
            }
        }
    }

    @Test func `missing last cells are empty, empty extra cells are nothing, and others are too many`() throws {
        let rows = try read("code,name,email,city\nA,a\nB\nC,c,x,y,,\" \",\nD,d,x,y,z\nE,e,x,y,,,q\n")
        #expect(cells(rows) == ["A|a||", "C|c|x|y"])
        #expect(
            rows.problems.map(\.phrase) == [
                "line 3, column name (B): it is empty; every account needs one",
                "line 5 (D): it has 5 cells where the first line has 4: check the quotes and separators",
                "line 6 (E): it has 7 cells where the first line has 4: check the quotes and separators",
            ]
        )
    }

    @Test func `a column without a name is told and left out, and at the end it is none`() throws {
        let rows = try read(",code,,name,,\n1,A,x,a,,\n2,B,,b\n3,C,,c,more\n")
        #expect(cells(rows) == ["A|a", "B|b"])
        #expect(rows.warnings == [.unnamedColumn(1), .unnamedColumn(3)])
        #expect(rows.problems.map(\.kind) == [.cells(found: 5, expected: 4)])
    }

    @Test(arguments: ["sep=;", "SEP=;", "\"sep=;\"", "\u{FEFF}sep=;", "\n\nsep=;", "sep=;;;"], ["\n", "\r\n", "\r"])
    func `a first line that names the separator is read`(first: String, end: String) throws {
        let rows = try read(["\(first)", "code;name", "A;a,b"].joined(separator: end))
        #expect(cells(rows) == ["A|a,b"])
        #expect(rows.problems.isEmpty)
    }

    @Test(arguments: [("sep=|", "|"), ("sep=\t", "\t"), ("sep=,", ","), ("sep=", ";")])
    func `whatever separator it names is taken`(first: String, separator: String) throws {
        let rows = try read("\(first)\ncode\(separator)name\nA\(separator)a\nB\(separator)\n")
        #expect(cells(rows) == ["A|a"])
        #expect(rows.problems.map(\.line) == [4])
    }

    @Test(arguments: [
        "\ncode;name,full;email\n", "\u{FEFF}\n\n;;\ncode;name;email\n", "\"code\";\"name,,,,\";email\n",
        "\r\n\r\n code ; Name ; E-Mail \r\n", "\u{FEFF}\u{FEFF}code;name;email\n", "\n\u{FEFF}code;name;email\n",
        "co\u{AD}de;na\u{200B}me;EMAIL\n",
    ])
    func `the separator is looked for in the heading, outside quotes, and what nobody sees is no part of a name`(
        heading: String
    ) throws {
        let rows = try read(heading + "A;\"a\";x\n")
        #expect(rows.rows.map(\.code) == ["A"])
        #expect(rows.rows.first?.values[.email] == "x")
        #expect(rows.problems.isEmpty)
    }

    @Test(arguments: [true, false])
    func `what a spreadsheet calls Unicode text is read`(isBigEndian: Bool) throws {
        func encode(_ text: String) -> [UInt8] {
            ("\u{FEFF}" + text).utf16
                .flatMap { unit in
                    let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
                    return isBigEndian ? [high, low] : [low, high]
                }
        }
        let csv = try AccountFile.read(encode("code\tname\r\nÄ-1\tΆννα 🏢\r\n"))
        #expect(csv.rows.map(\.values) == [[.code: "Ä-1", .name: "Άννα 🏢"]])
        #expect(try AccountFile.read(encode("[{\"code\":\"A\",\"name\":\"東\"}]")).rows.map(\.code) == ["A"])
        #expect(throws: AccountFileProblem.notText) { try AccountFile.read(encode("code\tname") + [0]) }
        let half = encode("code\tname\nA\t") + (isBigEndian ? [0xD8, 0x00] : [0x00, 0xD8])
        #expect(throws: AccountFileProblem.notText) { try AccountFile.read(half) }
        #expect(throws: AccountFileProblem.notText) { try AccountFile.read(Array(encode("code\tname\n").dropFirst(2))) }
    }

    @Test func `NUL costs its row, and in the heading the file`() throws {
        let rows = try read("code,name,city\nA,a\0,x\nB,b,\0\nC\0,c,\nD,d,x\n")
        #expect(cells(rows) == ["D|d|x"])
        #expect(
            rows.problems.map(\.phrase) == [
                "line 2, column name (A): holds U+0000 (NULL), which is invisible: type it again without it",
                "line 3, column city (B): holds U+0000 (NULL), which is invisible: type it again without it",
                "line 4, column code: holds U+0000 (NULL), which is invisible: type it again without it",
            ]
        )
        for text in ["code\0,name\n", "PK\u{3}\u{4}\n\0\0", "x,y\n\0,\0\n"] {
            #expect(throws: AccountFileProblem.notText) { try read(text) }
        }
    }

    @Test(arguments: ["", " ", "\n\n", "\r\n\t \r\n", "\u{FEFF}", "\u{FEFF}\n", ",,,\n,,\n", "sep=;\n", "\"\"\n"])
    func `a file with nothing in it is empty`(text: String) {
        #expect(throws: AccountFileProblem.empty) { try read(text) }
    }

    @Test(arguments: ["code,name,Code", "code,name,C_O-D E", "parent_code,code,name,Parent Code"])
    func `a column that comes twice is refused, whatever its spelling`(heading: String) {
        #expect(throws: AccountFileProblem.self) { try read(heading + "\n") }
    }

    @Test func `what nobody knows may come twice`() throws {
        #expect(try read("code,name,note,note\nA,a,x,y\n").unknownColumns == ["note", "note"])
    }

    // MARK: Writing

    @Test(arguments: [",", ";", "\t", "\n", "\r", "\r\n", "\"", "\"\"", "'", "=", "+", "-", "@", "'=", "''", "'\""])
    func `each character that CSV gives a meaning to is written so that it is read again, in every place`(
        text: String
    ) throws {
        for value in ["a\(text)b", "\(text)b", "a\(text)", text].map(\.trimmed) where !value.isEmpty {
            var account = Account(id: "1", code: "A", name: value, kind: .directCustomer, phone: value)
            account.address.state = value
            let isVisible = value.firstHidden == nil
            let before = Account(
                id: AccountID(isVisible ? "0\(value)" : "00"),
                code: "0",
                name: "0",
                kind: .directCustomer
            )
            let after = Account(id: "2", code: "B", name: "b", kind: .directCustomer)
            for isGuarded in [true, false] {
                // A value stands in the first cell of a row, in the middle, and before the end of one.
                let csv = AccountCSV.write([before, account, after], parentCode: { _ in nil }, isGuarded: isGuarded)
                let rows = try read(csv)
                #expect(rows.problems.isEmpty)
                #expect(rows.rows.map(\.code) == ["0", "A", "B"])
                #expect(rows.rows.first?.id?.rawValue.contains("0") == true)
                guard rows.rows.count == 3 else { continue }
                let read = rows.rows[1].values
                for column in [Account.Column.name, .phone, .state] {
                    #expect(read[column]?.utf8.elementsEqual(value.utf8) == true)
                }
            }
        }
    }

    @Test(arguments: [",", ";", "\t", "\n", "\r", "\r\n", "\""])
    func `what some program takes for a separator, a quote or the end of a line stands in quotes`(text: String) {
        for cell in ["a\(text)b", "a\(text)", "a\(text)\u{301}"] {
            for isGuarded in [true, false] {
                let written = AccountCSV.quoted(cell, isGuarded: isGuarded)
                #expect(written.utf8.first == 0x22 && written.utf8.last == 0x22)
                #expect(written.utf8.count == cell.utf8.count + (text == "\"" ? 3 : 2))
            }
        }
        #expect(AccountCSV.quoted("a b'c|d", isGuarded: true) == "a b'c|d")
    }

    @Test(arguments: ["=", "+", "-", "@", "\t", "\r", "\n", "'=", "''@"])
    func `what a spreadsheet would run has an apostrophe before it, which reading takes away again`(start: String) {
        for cell in [start, start + "1", start + "\u{301}x"] {
            #expect(cell.withGuard.utf8.elementsEqual(("'" + cell).utf8))
            #expect(cell.withGuard.withoutGuard.utf8.elementsEqual(cell.utf8))
            #expect(cell.withoutNeedlessGuard.withoutGuard.utf8.elementsEqual(cell.utf8))
            #expect(start.hasPrefix("'") || cell.withoutNeedlessGuard.utf8.elementsEqual(cell.utf8))
        }
        for plain in ["", "'", "''", "'a", "a=", "1-1", " ", "’="] {
            #expect(plain.withGuard == plain && plain.withoutGuard == plain && plain.withoutNeedlessGuard == plain)
        }
    }

    @Test func `every line of what is written ends with a line feed, and whatever would end one is in quotes`() {
        let text = AccountCSV.write(
            [Account(id: "1", code: "A", name: "a\rb", kind: .directCustomer, phone: "c\nd\r\ne")],
            parentCode: { _ in nil }
        )
        #expect(text.contains(",\"a\rb\",") && text.contains(",\"c\nd\r\ne\","))
    }

    @Test func `a cell of apostrophes costs no more than its length`() throws {
        let value = String(repeating: "'", count: 60_000) + "="
        let account = Account(id: "1", code: "A", name: "a", kind: .directCustomer, phone: value)
        let csv = AccountCSV.write([account], parentCode: { _ in nil })
        #expect(csv.contains("," + "'" + value + ","))
        #expect(try read(csv).rows.first?.values[.phone] == value)
    }
}
