import Foundation
import Testing
import TextScreen

/// What is put into the terminal's clipboard.
@Suite struct ClippingTests {
    private func text(_ clipping: Clipping) throws -> String {
        let bytes = clipping.sequence
        #expect(bytes.starts(with: Array("\u{1B}]52;c;".utf8)) && bytes.last == 0x07)
        let inside = bytes.dropFirst(7).dropLast()
        #expect(inside.allSatisfy { $0 > 0x20 && $0 < 0x7F }, "nothing inside can end the sequence")
        let data = try #require(Data(base64Encoded: Data(inside)))
        return String(decoding: data, as: UTF8.self)
    }

    @Test(arguments: ["C-101", "Bäckerei 東京", ""])
    func `a plain text arrives as it is`(_ plain: String) throws {
        #expect(try text(Clipping(plain)) == plain)
    }

    @Test(arguments: [
        ("a\u{7}b", "a\\u{7}b"), ("a\u{1B}\\b", "a\\e\\b"), ("a\u{9C}b", "a\\u{9C}b"), ("rm -rf ~\n", "rm -rf ~\\n"),
        ("\u{202E}x", "\\u{202E}x"),
    ])
    func `what steers a terminal or a shell comes as an escape`(_ hostile: String, _ expected: String) throws {
        #expect(try text(Clipping(hostile)) == expected)
    }

    @Test func `a long text is cut at a whole character`() throws {
        let long = Clipping(String(repeating: "ä", count: 10_000))
        #expect(long.isCut && long.text.utf8.count == Clipping.mostBytes)
        #expect(long.sequence.count <= 8 * 1024 + 8)
        let odd = Clipping("x" + String(repeating: "ä", count: 10_000))
        #expect(odd.text.utf8.count == Clipping.mostBytes - 1 && odd.text.last == "ä")
        #expect(!Clipping("short").isCut)
    }
}
