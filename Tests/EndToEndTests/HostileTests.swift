import Foundation
import Testing

extension OneAtATime {
    /// Names that somebody else wrote never reach the terminal as anything but plain characters.
    @Suite struct HostileTests {
        private static let names = [
            "esc \u{1B}[2J\u{1B}]0;owned\u{07}", "c1 \u{9B}31m\u{90}q\u{9C}",
            "bidi \u{202E}exe.gnp\u{2066}\u{2069}\u{200F}\u{061C}",
            "line\r\nbreak\ttab", "marks e\(String(repeating: "\u{301}", count: 40))", "zero \u{200B}\u{FEFF}\u{2060}x",
            "👩‍👩‍👧‍👦 family", "shift \u{0E}out\u{0F}in", "nul \u{7F}del", "\u{2028}separators\u{2029}",
        ]

        @Test func `no control, C1 or bidi character is ever written but in our own sequences`() throws {
            let program = try Program.withSample()
            let rows = Self.names.enumerated()
                .map { index, name in
                    "\"H-\(index)\",\"\(name)\",customer,R-100,h\(index)@x.example,DE,\"\(name)\""
                }
            let file = program.folder + "/hostile.csv"
            try Data("code,name,type,parent_code,email,country,phone\n\(rows.joined(separator: "\n"))\n".utf8)
                .write(to: URL(filePath: file))
            try program.run("accounts", "import", file, "--workspace", program.workspace)
            let pty = try program.console(columns: 120)
            // The cursor goes to the first that is found.
            pty.send("/H-\r")
            try pty.wait(for: "10 of 84")
            for index in Self.names.indices {
                try pty.wait("the cursor on H-\(index)") { pty.selected?.contains("H-\(index)") == true }
                pty.send("\r")
                try pty.wait("the details of H-\(index)") {
                    pty.text.contains("Account ID") && pty.lines[0].contains("H-\(index)")
                }
                pty.send("\r")
                try pty.wait("the systems for H-\(index)") { pty.text.contains("Provisioning systems") }
                pty.send("\u{1B}")
                try pty.wait("the details again") { !pty.text.contains("Provisioning systems") }
                pty.send("\u{1B}")
                try pty.wait("the list again") { !pty.text.contains("Account ID") }
                pty.send("\u{1B}OB")
            }
            // What was read so far may end within a sequence, or before the last lines of the list.
            try pty.waitForRest()
            #expect(pty.strangers.isEmpty)
            // ncurses drops some of them by itself: what was dropped would deceive as well.
            for shown in ["\\e[2J", "\\u{9B}31m", "bidi \\u{202E}exe", "line\\r\\nbreak", "zero \\u{200B}"] {
                #expect(pty.text.contains(shown), "\(shown) is visible")
            }
        }
    }
}

extension Pty {
    /// What was written that is neither plain text nor a sequence that ncurses or we write.
    fileprivate var strangers: [String] {
        let text = String(String.UnicodeScalarView(String(decoding: written, as: UTF8.self).unicodeScalars))
        let ours = /\u{1B}(?:\[[?>]?[0-9;]*[A-Za-z@]|[()][0AB]|[=>78MH])|[\r\n\u{08}\t]/
            .matchingSemantics(.unicodeScalar)
        return text.replacing(ours, with: "").unicodeScalars
            .filter { scalar in
                switch scalar.value {
                case 0..<0x20, 0x7F...0x9F, 0x061C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFFD:
                    true
                default: false
                }
            }
            .map { "U+\(String($0.value, radix: 16))" }
    }
}
