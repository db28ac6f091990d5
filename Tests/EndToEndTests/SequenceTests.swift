import Testing

extension OneAtATime {
    /// What a terminal sends that nobody typed does nothing, in every TERM.
    @Suite struct SequenceTests {
        static let terminals = ["screen", "xterm-256color", "linux", "vt100"]

        /// Answers, reports, and keys that have no meaning here.
        private static let noise = [
            "\u{1B}[1;5C", "\u{1B}[1;2C", "\u{1B}[1;5B", "\u{1B}[3;5~", "\u{1B}[15;2~", "\u{1B}[2~", "\u{1B}[13;5u",
            "\u{1B}]11;rgb:1414/1919/1f1f\u{1B}\\", "\u{1B}]11;rgb:1414/1919/1f1f\u{7}", "\u{1B}[?62;22c",
            "\u{1B}[>0;276;0c",
            "\u{1B}[12;40R", "\u{1B}[1;1R", "\u{1B}[?2026;2$y", "\u{1B}[117;5u", "\u{1B}[27;5;117~", "\u{1B}[I",
            "\u{1B}[O",
            "\u{1B}P1$r0m\u{1B}\\", "\u{1B}_Gi=1;OK\u{1B}\\", "\u{1B}^aq\u{1B}\\", "\u{1B}Xaq\u{1B}\\", "\u{1B}[M#!!",
            "\u{1B}[<35;5;5M",
            "\u{1B}[35;5;5M", "\u{9B}1;5C", "\u{9D}11;rgb:1414\u{9C}", "\u{1B}[99;\u{18}", "\u{1B}(B",
        ]

        @Test(arguments: terminals)
        func `nothing of it is typed into a field`(_ name: String) throws {
            // Byte by byte, a busy machine may leave more than 25 ms behind an Esc, which would then be one.
            let pty = try Program().start(["demo"], environment: ["TERM": name, "ESCDELAY": "2000"])
            try pty.openForm()
            pty.send("RS-77")
            try pty.wait(for: "RS-77")
            for (noise, letter) in zip(Self.noise, "abcdefghijklmnopqrstuvwxyzABCDEF") {
                for byte in noise.unicodeScalars { pty.send(String(byte)) }
                pty.send(String(letter))
                try pty.wait("the next letter after \(noise.debugDescription)") { pty.text.contains("\(letter)  ") }
            }
            let letters = String("abcdefghijklmnopqrstuvwxyzABCDEF".prefix(Self.noise.count))
            try pty.wait(for: " RS-77\(letters) ")
        }

        @Test(arguments: terminals)
        func `none of it is a command in the list`(_ name: String) throws {
            let pty = try Program.withSample().console(environment: ["TERM": name])
            pty.send(" ")
            try pty.wait("a mark, and the cursor on the next line") {
                pty.text.contains("1 marked") && pty.selected?.contains("C-101") == true
            }
            // A frame comes in pieces, and what is below the cursor comes last.
            try pty.waitForRest()
            let before = pty.lines.dropFirst()
            for noise in Self.noise {
                pty.send(noise)
                // A key that is one, and its contrary: then everything before it was read.
                for (key, code) in [("j", "C-102"), ("k", "C-101")] {
                    pty.send(key)
                    try pty.wait("the line of \(code) after \(noise.debugDescription)") {
                        pty.selected?.contains(code) == true
                    }
                }
                try pty.wait("the same screen after \(noise.debugDescription)") { pty.lines.dropFirst() == before }
            }
        }

        @Test(arguments: terminals)
        func `arrows by words, Home, End, Delete and function keys are keys in each of xterm's forms`(
            _ name: String
        ) throws {
            let pty = try Program.withSample().console(environment: ["TERM": name])
            let edits = [
                ("/one two", "one two"), ("\u{1B}[1;5Da", "one atwo"), ("\u{1B}[1;3Db", "one batwo"),
                ("\u{1B}[Hc", "cone batwo"),
                ("\u{1B}OFd", "cone batwod"), ("\u{1B}[1~e", "econe batwod"), ("\u{1B}[8~f", "econe batwodf"),
                ("\u{1B}[7~\u{1B}[3~g", "gcone batwodf"), ("\u{1B}[1;5Ch", "gconeh batwodf"),
                ("\u{1B}[D\u{1B}ODi", "gconeih batwodf"),
            ]
            for (keys, text) in edits.dropLast() {
                pty.send(keys)
                try pty.wait(for: "filter \(text)")
            }
            pty.send("\u{1B}OP")
            try pty.wait(for: "Keep the filter")
        }

        @Test(arguments: terminals)
        func `Ctrl-C ends the program within a paste whose end never comes`(_ name: String) throws {
            let pty = try Program.withSample().console(environment: ["TERM": name])
            pty.send("\u{1B}[200~x\u{3}")
            #expect(try pty.waitForEnd() == 0)
        }

        @Test(arguments: ["\u{1B}[200~x", "\u{1B}]11;rgb:", "\u{1B}P", "\u{1B}[1;5"])
        func `what never ends ends by itself, however impatient somebody is`(_ begun: String) throws {
            let pty = try Program.withSample().console()
            pty.send("/sonne")
            try pty.wait(for: " of 74")
            pty.send(begun)
            try pty.wait("Esc to clear the filter") {
                pty.send("\u{1B}")
                return !pty.text.contains(" of 74")
            }
            pty.send(begun)
            try pty.wait("q to end the program") {
                pty.send("q")
                return pty.saw("?1049l")
            }
            #expect(try pty.waitForEnd() == 0)
        }
    }
}

extension Pty {
    /// Goes from the list to the form of the first account, not faster than it reads.
    func openForm() throws {
        try wait("the cursor on the first reseller") { selected?.contains("R-100") == true }
        send("s")
        try wait(for: "[ Save & Synchronize ]")
    }
}
