import Accounts
import Telling
import Testing

@testable import AccountFiles

@Suite struct CSVTests {
    private func read(_ text: String) throws -> AccountFile { try AccountCSV.read(Array(text.utf8)) }

    @Test func `columns come in any order and case, unknown ones are told`() throws {
        let rows = try read("Name, CODE ,colour\nNorthwind,R-1,red\n")
        #expect(rows.rows.map(\.values) == [[.name: "Northwind", .code: "R-1"]])
        #expect(rows.unknownColumns == ["colour"])
    }

    @Test func `what came of an account is not taken for a part of its address`() throws {
        let exported = try read("code,name,state,state,message,cure\nR-1,A,BY,refused,no,try\n")
        #expect(exported.rows.map(\.values) == [[.code: "R-1", .name: "A", .state: "BY"]])
        #expect(exported.unknownColumns.isEmpty)
        let rejects = try read("code,state,message,cure\nR-1,refused,no,try\n")
        #expect(rejects.rows.map(\.values) == [[.code: "R-1"]])
        #expect(throws: AccountFileProblem.duplicateColumn("state")) { try read("code,state,name,state\n") }
    }

    @Test(arguments: ["\n", "\r\n", "\r"], [",", ";", "\t"])
    func `every line end and separator is read, with a byte order mark or without`(
        end: String,
        separator: String
    ) throws {
        for mark in ["", "\u{FEFF}"] {
            let rows = try read("\(mark)code\(separator)name\(end)R-1\(separator)\"a\(end)b\"\"\(separator)\"")
            #expect(rows.rows.first?.values == [.code: "R-1", .name: "a\(end)b\"\(separator)".trimmed])
            #expect(rows.problems.isEmpty)
        }
    }

    @Test func `a bad row is refused with its line, and the others are read`() throws {
        let text = """
            code,name
            A,one
            B,"never closed
            C,stray"quote
            D,x,y
            E,"closed"late
            F,six
            """
        let rows = try read(text)
        #expect(rows.rows.map { $0.values[.code] } == ["A", "F"])
        #expect(rows.problems.map(\.line) == [3, 4, 5, 6])
        #expect(rows.problems.map(\.kind) == [.openQuote, .strayQuote, .cells(found: 3, expected: 2), .strayQuote])
        #expect(rows.rows.map(\.line) == [2, 7])
    }

    @Test func `a line inside quotes counts`() throws {
        let rows = try read("code,name\nA,\"1\n2\r\n3\"\nB,x,y\n")
        #expect(rows.problems.map(\.line) == [5])
    }

    @Test func `a cell of a megabyte is refused, and the rest goes on`() throws {
        let rows = try read("code,name\nA,\(String(repeating: "x", count: 1 << 20))\nB,two\n")
        #expect(rows.problems.map(\.kind) == [.tooLong(limit: 65_536)])
        #expect(rows.rows.map { $0.values[.code] } == ["B"])
    }

    @Test func `Latin-1 bytes are refused with line, column and cure`() throws {
        var bytes = Array("code,name\nA,B".utf8)
        bytes += [0xE4]
        bytes += Array("ckerei\nB,two\n".utf8)
        let rows = try AccountCSV.read(bytes)
        #expect(rows.problems.map(\.phrase) == ["line 2, column name (A): it is not UTF-8: save the file as UTF-8"])
        #expect(rows.rows.count == 1)
    }

    @Test func `a file that cannot be one is refused as a whole`() {
        #expect(throws: AccountFileProblem.empty) { try read("") }
        #expect(throws: AccountFileProblem.missingColumn("code")) { try read("name,email\nA,b\n") }
        #expect(throws: AccountFileProblem.duplicateColumn("code")) { try read("code,name,Code\n") }
        #expect(throws: AccountFileProblem.notText) { try AccountCSV.read([0x50, 0x4B, 0x03, 0x04, 0x00]) }
    }

    @Test(arguments: ["=1+1", "+49 40", "-x", "@a", "'=x", "''-", "plain", "'quoted'", "a,b;c\"d\ne"])
    func `what is written is read again, and no cell is a formula`(text: String) throws {
        let account = Account(id: "1", code: "A", name: "x", kind: .directCustomer, phone: text)
        let csv = AccountCSV.write([account], parentCode: { _ in nil })
        let rows = try read(csv)
        #expect(rows.rows.first?.values[.phone] == text)
        #expect(!csv.contains(",=") && !csv.contains(",+") && !csv.contains(",-") && !csv.contains(",@"))
    }
}
