import Foundation
import Testing

extension OneAtATime {
    /// What is copied arrives at the terminal as OSC 52 and as nothing else.
    @Suite struct ClipboardTests {
        @Test func `a copied code arrives at the terminal, which is never asked anything`() throws {
            let pty = try Program.withSample().console()
            pty.forget()
            pty.send("yy")
            try pty.wait(for: "Copied (code): R-100")
            let sequence = "\u{1B}]52;c;\(Data("R-100".utf8).base64EncodedString())\u{7}"
            try pty.wait("the sequence") { pty.saw(sequence) }
            #expect(!pty.saw("\u{1B}]52;c;?"))
            pty.send("q")
            #expect(try pty.waitForEnd() == 0)
        }

        @Test func `a text that would end the sequence cannot`() throws {
            let pty = try Program.withSample().console()
            pty.send("/\u{1B}[200~!z\u{7}\u{1B}\\\u{1B}]0;owned\u{1B}[201~")
            try pty.wait(for: "74 of 74")
            pty.send("\r")
            pty.forget()
            pty.send("Y")
            try pty.wait(for: "Copied (the same as a command): account-sync accounts list")
            try pty.wait("the end of the sequence") { pty.written.contains(0x07) }
            let parts = String(decoding: pty.written, as: UTF8.self).components(separatedBy: "\u{1B}]")
            #expect(parts.count == 2, "one sequence of this kind, and no other")
            let inside = parts[1].dropFirst("52;c;".count).prefix { $0 != "\u{7}" }
            let data = try #require(Data(base64Encoded: String(inside)))
            let text = String(decoding: data, as: UTF8.self)
            #expect(text.contains("'!z\\u{7}\\e\\\\e]0;owned'"), "\(text)")
            pty.send("q")
            #expect(try pty.waitForEnd() == 0)
        }
    }
}
