import Foundation
import Testing

extension OneAtATime {
    /// What a terminal sends reaches the console as what it is.
    @Suite struct InputTests {
        @Test func `the window changes its size down to 1x1 and back`() throws {
            let pty = try Program.withSample().console()
            let sizes = [
                (120, 40, ""), (39, 9, "too small: 39x9,"), (1, 1, "…"), (2, 1, "t…"), (1, 30, "…"), (200, 60, ""),
            ]
            for (columns, rows, notice) in sizes {
                pty.resize(columns, rows)
                try pty.wait("a screen of \(columns)x\(rows)") {
                    notice.isEmpty ? pty.lines[rows - 1].contains("details") : pty.lines[0] == notice
                }
            }
            pty.resize(80, 24)
            try pty.wait("the screen as it was") { pty.lines[23].contains("details") && pty.text.contains("R-100") }
            pty.send("q")
            #expect(try pty.waitForEnd() == 0)
        }

        @Test func `a paste is text and not keys`() throws {
            let pty = try Program.withSample().console()
            pty.send("/\u{1B}[200~sonne\nq\u{1B}[2J\u{202E}\u{1B}[201~")
            try pty.wait(for: "filter sonne")
            try pty.wait(for: "2 lines were pasted; only the first was taken.")
            pty.send("\u{15}\u{1B}[200~so\u{1B}[2J\u{202E}\u{1B}[201~")
            try pty.wait(for: "filter so\\e[2J\\u{202E}")
            pty.send("\u{15}sonne gmbh")
            try pty.wait(for: "1 of 74")
            pty.send("\u{1B}")
            try pty.wait(for: "74 (all)")
        }

        @Test func `the wheel scrolls, and without the mouse it is left to the terminal`() throws {
            let program = try Program.withSample()
            let pty = try program.console()
            pty.send("\u{1B}[<65;5;5M")
            try pty.wait("the cursor in view, below its reseller") {
                pty.lines[3].contains("R-100") && pty.selected?.contains("C-104") == true
            }
            pty.send("\u{1B}[<64;5;5M")
            try pty.wait("the first lines") { pty.lines[4].contains("C-101") }
            pty.send("q")
            try pty.waitForEnd()
            let quiet = try program.console(["--no-mouse"])
            #expect(!quiet.saw("1000h"))
        }

        @Test func `clicks select, open, sort, press and come back, and the mouse is left to the terminal by a key`()
            throws
        {
            let program = try Program.withSample()
            let pty = try program.console()
            func click(_ column: Int, _ row: Int) { pty.send("\u{1B}[<0;\(column);\(row)M\u{1B}[<0;\(column);\(row)m") }
            click(10, 6)
            try pty.wait("the third line") { pty.selected?.contains("C-102") == true }
            click(10, 6)
            try pty.wait("its details") { pty.text.contains("Account ID") && pty.lines[0].contains("C-102") }
            pty.send("\u{1B}")
            try pty.wait("the list") { pty.selected?.contains("C-102") == true && !pty.text.contains("Account ID") }
            click(16, 3)
            try pty.wait("the order of names") { pty.lines[2].contains("NAME▴") }
            click(16, 3)
            try pty.wait("the order turned around") { pty.lines[2].contains("NAME▾") }
            let hint = try #require(pty.lines[23].range(of: "? help")).lowerBound
            click(pty.lines[23].distance(from: pty.lines[23].startIndex, to: hint) + 2, 24)
            try pty.wait(for: "Accounts › Help")
            pty.send("\u{1B}")
            try pty.wait("the list") { !pty.text.contains("Help") }
            pty.forget()
            pty.send("M")
            try pty.wait(for: "The mouse is the terminal's now")
            #expect(pty.saw("\u{1B}[?1000l\u{1B}[?1006l"))
            pty.send("M")
            try pty.wait(for: "selects and opens here again")
            #expect(pty.saw("\u{1B}[?1000h\u{1B}[?1006h"))
        }

        @Test func `a click in one burst with a filter opens nothing that the filter excludes`() throws {
            let pty = try Program.withSample().console()
            pty.send("/C-205\u{1B}[<0;10;6M\u{1B}[<0;10;6M")
            try pty.wait(for: "1 of 74")
            pty.linger(seconds: 0.3)
            #expect(!pty.text.contains("Account ID") && pty.text.contains("C-205"))
        }

        @Test func `Esc alone is Esc at once, and Alt with a letter is not two keys`() throws {
            let pty = try Program.withSample().console()
            pty.send("/one two")
            try pty.wait(for: "filter one two")
            pty.send("\u{1B}b")
            pty.send("x")
            try pty.wait(for: "filter one xtwo")
            pty.send("\u{1B}")
            try pty.wait(for: "74 (all)")
        }

        @Test func `keys that come at once after Esc are keys of their own`() throws {
            let pty = try Program.withSample().console()
            for keys in ["\u{1B}\u{1B}", "\u{1B}\u{1B}OB\u{1B}"] {
                pty.send("\r")
                try pty.wait(for: "Account ID")
                pty.send("\r")
                try pty.wait(for: "Provisioning systems")
                pty.send(keys)
                try pty.wait("the list") { !pty.text.contains("Account ID") && pty.text.contains("C-101") }
            }
        }

        @Test func `characters of every script are typed and seen`() throws {
            let pty = try Program.withSample().console(columns: 120)
            pty.send("/東京")
            try pty.wait(for: "東京クラウド株式会社")
            // With the customers of the reseller that has the name.
            try pty.wait(for: "19 of 74")
            try pty.wait("the cursor after four cells") { pty.cursor?.column == 12 }
        }
    }
}
