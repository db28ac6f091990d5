import StrictJSON
import Testing

struct JSONReaderTests {
    private func read(_ text: String) throws -> JSON { try JSONReader.read(Array(text.utf8)) }

    private func fault(_ text: String) -> JSONReader.Fault.Kind? {
        do {
            _ = try read(text)
            return nil
        } catch {
            return (error as? JSONReader.Fault)?.kind
        }
    }

    @Test func `every digit of a number is kept`() throws {
        #expect(try read("12345678901234567891") == .number("12345678901234567891"))
        #expect(try read("-0.10e+5") == .number("-0.10e+5"))
        #expect(try read("[1, 9223372036854775807]").elements?.map(\.integer) == [1, .max])
        #expect(try read("9223372036854775808").integer == nil)
        #expect(try read("1.0").integer == nil)
    }

    @Test func `a member that comes twice is there twice, and is told whatever its case`() throws {
        #expect(try read(#"{"a":1,"A":2}"#).members?.count == 2)
        #expect(try read(#"[{"x":{"Code":0,"code":1}}]"#).duplicateMember == "code")
        #expect(try read(#"[{"a":1},{"a":2}]"#).duplicateMember == nil)
        #expect(try read(#"{"Result":1}"#)["result"] == .number("1"))
    }

    @Test func `escapes are undone, pairs of surrogates too`() throws {
        #expect(try read(#""\"\\\/\b\f\n\r\t\u00e4\ud83d\ude00""#) == .string("\"\\/\u{8}\u{C}\n\r\tä\u{1F600}"))
        #expect(fault(#""\ud83d""#) == .unexpected)
        #expect(fault(#""\ude00\ud83d""#) == .unexpected)
        #expect(fault(#""\ud83dx""#) == .unexpected)
        #expect(fault(#""\x""#) == .unexpected)
    }

    @Test(arguments: [
        #"{"a":[1.10,-0e5,true,null,{}],"a":"\"\\/ä","\u0001":"\n\r\t\u0000\u007f\u0085"}"#, "[]", #""""#,
        "12345678901234567890",
    ])
    func `what is written is read as the same value`(text: String) throws {
        let value = try read(text)
        #expect(try read(value.written) == value)
        #expect(!value.written.unicodeScalars.contains { $0.properties.generalCategory == .control })
    }

    @Test(arguments: [
        ("", JSONReader.Fault.Kind.empty), (" \n", .empty), ("<html>", .page), ("{", .cut), ("[1,", .cut),
        ("\"a", .cut),
        ("{}x", .unexpected), ("[1,]", .unexpected), ("{\"a\":1,}", .unexpected), ("01", .unexpected), ("1.", .cut),
        ("+1", .unexpected), (".5", .unexpected), ("NaN", .unexpected), ("tru", .unexpected), ("'a'", .unexpected),
        ("\"\t\"", .unexpected), ("[1 2]", .unexpected), ("{a:1}", .unexpected), ("/**/1", .unexpected),
    ]) func `what only resembles JSON is refused`(text: String, kind: JSONReader.Fault.Kind) {
        #expect(fault(text) == kind)
    }

    @Test func `the depth is limited`() {
        #expect(fault(String(repeating: "[", count: 32) + String(repeating: "]", count: 32)) == nil)
        let deep = String(repeating: "[", count: 100_000)
        #expect(fault(deep) == .tooDeep(limit: 32))
    }

    @Test func `a fault and an element have their line`() throws {
        let text = "\u{FEFF}[\n {},\r\n {\"a\":\r1}\n, x]"
        #expect(throws: JSONReader.Fault(kind: .unexpected, line: 5, column: 3)) { try read(text) }
        guard case .array(let elements) = try read("[\n1,\r\n2,\r3]") else {
            Issue.record("no array")
            return
        }
        #expect(elements.map(\.line) == [2, 3, 4])
    }

    @Test func `bytes that are not UTF-8 are refused, also in names`() {
        #expect(throws: JSONReader.Fault.self) { try JSONReader.read([0x22, 0xC3, 0x22]) }
        #expect(throws: JSONReader.Fault.self) { try JSONReader.read(Array("{\"".utf8) + [0xFF] + Array("\":1}".utf8)) }
    }

    @Test func `a member has its line`() throws {
        #expect(try read("{\n\"a\":1,\r\n \"b\":\n{\"c\":2}}").members?.map(\.line) == [2, 3])
    }

    @Test func `UTF-16 and UTF-32 are told as what they are not`() {
        let texts: [[UInt8]] = [
            [0xFF, 0xFE, 0x7B, 0, 0x7D, 0], [0xFE, 0xFF, 0, 0x7B], [0x7B, 0, 0x7D, 0], [0, 0x7B, 0, 0x7D],
            [0xFF, 0xFE, 0, 0, 0x7B, 0, 0, 0],
        ]
        for text in texts {
            #expect(throws: JSONReader.Fault(kind: .notUTF8, line: 1, column: 1)) { try JSONReader.read(text) }
        }
    }
}
