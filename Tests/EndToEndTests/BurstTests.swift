import Foundation
import Testing

extension OneAtATime {
    /// Keys that come all at once, with no time between them, among many accounts.
    @Suite struct BurstTests {
        /// A workspace of 3,000 accounts; the index is not there yet when a burst begins.
        private func console() throws -> Pty {
            let program = try Program.withSample()
            let rows = (0..<3_000)
                .map { "\(50_000 + $0),KD-\(10_000 + $0),Kunde \($0),customer,R-100,k\($0)@kd.example,DE" }
            let file = program.folder + "/accounts.csv"
            let text = "id,code,name,type,parent_code,email,country\n" + rows.joined(separator: "\n") + "\n"
            try Data(text.utf8).write(to: URL(filePath: file))
            try program.run("accounts", "import", file, "--workspace", program.workspace)
            let pty = try program.start()
            try pty.wait("the first lines") { pty.text.contains("ops@north") && pty.text.contains("R-100") }
            return pty
        }

        @Test func `a code and Enter twice open that account, and the form that is asked for is its own`() throws {
            let pty = try console()
            for number in [12_917, 10_000, 11_503] {
                pty.send("/KD-\(number)\r\r")
                try pty.wait("the details of KD-\(number)") {
                    pty.lines[0].contains("KD-\(number) Kunde") && pty.text.contains("k\(number - 10_000)@kd.example")
                }
                pty.send("\u{1B}")
                try pty.wait("the list") { pty.lines[0].contains("Accounts  ") }
                pty.send("/\u{15}KD-\(number + 1)\rs")
                try pty.wait("the form of KD-\(number + 1)") {
                    // Its row in the list and the hint below that hold the same words.
                    pty.text.contains("Sync Options ── KD-\(number + 1) Kunde")
                }
                pty.send("\u{1B}")
                try pty.wait("the list") { pty.lines[23].contains("clear the filter") }
                pty.send("\u{1B}")
                // Else the escape and what follows it would be one key.
                try pty.wait("all accounts") { pty.lines[1].contains("(all)") }
            }
            pty.send("q")
            #expect(try pty.waitForEnd() == 0)
        }
    }
}
