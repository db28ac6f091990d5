import Testing

extension OneAtATime {
    /// What the locale says of the terminal's characters, whether or not this machine has its language.
    @Suite struct LocaleTests {
        @Test(arguments: [
            ["LANG": "de_DE.UTF-8"], ["LANG": "C", "LC_ALL": "xx_XX.utf8"], ["LANG": nil, "LC_CTYPE": "UTF-8"],
            ["LANG": nil], ["LANG": "C", "LC_ALL": "", "LC_CTYPE": "ja_JP.Utf-8@x"],
        ])
        func `a locale that says UTF-8 and is not installed shows names and takes characters whole`(
            _ locale: [String: String?]
        ) throws {
            let program = try Program()
            let pty = try program.start(["demo"], environment: locale)
            try pty.wait(for: "Bäckerei Sonne GmbH")
            try pty.openForm()
            pty.send("RS-ü€")
            try pty.wait(for: "RS-ü€")
            // A warning that is not on the screen yet would be shown before anything is sent.
            try pty.wait(for: "the second account with it")
            pty.send("\u{13}")
            try pty.wait(for: "Northwind Cloud is dbx-")
            let shown = try program.run("status", "R-100", "--json", "--workspace", program.workspace)
            #expect(shown.output.contains("RS-ü€"))
        }

        @Test(arguments: [["LANG": "C"], ["LANG": "C.UTF-8", "LC_ALL": "POSIX"], ["LANG": "de_DE.ISO-8859-1"]])
        func `a character that the locale does not have is told`(_ locale: [String: String]) throws {
            let pty = try Program().start(["demo"], environment: locale)
            try pty.openForm()
            pty.send("RS-ü€7")
            let name = try #require(locale["LC_ALL"] ?? locale["LANG"])
            // A frame comes in pieces: its first words may be there before its last ones.
            for words in [
                "A character was not taken in.",
                "The locale \(name) does not have it here. Start again with LC_ALL=C.UTF-8.",
            ] { try pty.wait(words) { pty.words.contains(words) } }
            try pty.wait(for: "RS-7")
        }

        @Test func `bytes that are not UTF-8 are told and are not text`() throws {
            let pty = try Program().start(["demo"])
            try pty.openForm()
            pty.send(bytes: Array("RS-".utf8) + [0xFC, 0x37])
            try pty.wait(for: "A character was not taken in.")
            try pty.wait(for: "RS-7")
        }
    }
}
