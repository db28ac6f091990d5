import Foundation
import Testing

extension OneAtATime {
    /// What the console sends is what the terminal can show.
    @Suite struct LookTests {
        @Test(arguments: ["vt100", "linux", "xterm", "xterm-256color", "screen", "vt220"])
        func `terminals that ncurses knows show the accounts and take keys`(_ name: String) throws {
            let pty = try Program.withSample().console(environment: ["TERM": name])
            pty.send("j")
            try pty.wait("the second line") { pty.selected?.contains("C-101") == true }
            pty.send(["linux", "vt220"].contains(name) ? "\u{1B}[B" : "\u{1B}OB")
            try pty.wait("the third line") { pty.selected?.contains("C-102") == true }
            pty.send("\r")
            try pty.wait(for: "Provisioning Sync Status")
            pty.send("\u{3}")
            #expect(try pty.waitForEnd() == 0)
        }

        @Test(arguments: [
            ("dumb", "TERM is dumb"), ("", "TERM is dumb or not set"),
            ("no-such", "Terminfo has no entry for the terminal"),
        ])
        func `terminals that cannot place a cursor are refused with a hint`(_ name: String, _ words: String) throws {
            let program = try Program.withSample()
            let pty = try program.start(environment: ["TERM": name])
            #expect(try pty.waitForEnd() == 69)
            #expect(pty.saw(words))
            #expect(pty.saw("account-sync --help"))
            #expect(pty.settings == pty.fresh)
            // No line is broken by the terminal, which does it in the middle of a word.
            let narrow = try program.start(environment: ["TERM": name], columns: 40)
            #expect(try narrow.waitForEnd() == 69)
            let lines = String(decoding: narrow.written, as: UTF8.self).split(separator: "\r\n")
            #expect(lines.count > 2 && lines.allSatisfy { $0.count <= 40 }, "\(lines)")
        }

        @Test func `without a terminal it says so`() throws {
            let program = try Program.withSample()
            let said = try program.run("--workspace", program.workspace, expecting: 69)
            #expect(said.output.isEmpty)
            #expect(said.errors.contains("needs a terminal"))
        }

        @Test func `NO_COLOR sends no colour`() throws {
            let colourful = try Program.withSample().console()
            #expect(colourful.colors > 0, "else this test proves nothing")
            let plain = try Program.withSample().console(environment: ["NO_COLOR": "1"])
            try plain.openSystems()
            #expect(plain.colors == 0)
            #expect(plain.selected?.contains("Dropbox") == true, "the cursor is seen without colour")
        }

        @Test(arguments: [["LANG": "C"], ["LANG": "C.UTF-8", "LC_ALL": "POSIX"]])
        func `a locale without Unicode is drawn in ASCII`(_ locale: [String: String]) throws {
            let pty = try Program().start(["demo"], environment: locale)
            try pty.wait(for: "C-102")
            pty.send("\u{1B}OB")
            try pty.openSystems()
            pty.send("\r")
            try pty.wait(for: "not at Dropbox yet")
            #expect(pty.written.allSatisfy { $0 < 0x80 })
            #expect(pty.text.contains("+- Dropbox > Sync Options -- C-101 Backerei Sonne GmbH -"))
        }

        @Test func `wide characters keep their two cells in ASCII`() throws {
            let pty = try Program.withSample().console(environment: ["LANG": "C"])
            pty.send("/R-200\r")
            try pty.wait("the account's row") { pty.text.contains("1 of 74") && pty.text.contains("it@tokyo") }
            // Its row and the columns' headings may still be those of the list before.
            try pty.waitForRest()
            #expect(
                pty.text.contains("R-200 ???????????????????? reseller JP"),
                "nothing is left of what was there before"
            )
            let heading = try #require(pty.lines.first { $0.contains("EMAIL") })
            let row = try #require(pty.lines.first { $0.contains("it@tokyo") })
            let column = { (line: String, word: String) in
                line.range(of: word).map { line.distance(from: line.startIndex, to: $0.lowerBound) }
            }
            #expect(column(heading, "EMAIL") == column(row, "it@tokyo"))
        }

        @Test func `an arrow key costs less than 2,000 bytes`() throws {
            let pty = try Program.withSample().console(columns: 200, rows: 60)
            for code in ["C-101", "C-102", "C-103"] {
                try pty.waitForRest()
                pty.forget()
                pty.send("\u{1B}OB")
                try pty.wait("the line of \(code)") { pty.selected?.contains(code) == true }
                #expect(pty.written.count < 2000)
            }
        }

        /// The others have no sequence that repeats a character, or cannot stay in a row behind its last column.
        @Test(arguments: ["screen", "vt220", "linux"])
        func `what is left out of a frame leaves the screen as it would be`(_ name: String) throws {
            let program = try Program.withSample()
            let (short, long) = (try program.console(), try program.console(environment: ["TERM": name]))
            for key in [
                "j", "j", "j", "k", "j", "-", "j", "k", " ", "j", "+", "k", "k", "/", "a", "r", "\r", "j", "t", "j",
                "k",
            ] {
                for pty in [short, long] { pty.send(key) }
                for pty in [short, long] { pty.linger(seconds: 0.1) }
                // A busy machine takes longer, and both show what they read as it comes.
                let end = ContinuousClock.now + .seconds(120)
                while short.lines.dropFirst() != long.lines.dropFirst() || short.highlights != long.highlights,
                    .now < end
                {
                    for pty in [short, long] { pty.linger(seconds: 0.1) }
                }
                #expect(short.lines.dropFirst() == long.lines.dropFirst(), "after \(key)")
                #expect(short.selected == long.selected, "after \(key)")
                #expect(short.highlights == long.highlights, "after \(key)")
            }
        }

        @Test func `a move of the cursor costs little more than the texts of two rows`() throws {
            let pty = try Program.withSample().console()
            pty.send("jj")
            try pty.wait("the line of C-102") { pty.selected?.contains("C-102") == true }
            try pty.waitForRest()
            pty.forget()
            let before = pty.selected
            pty.send("j")
            try pty.wait("the line of C-103") { pty.selected?.contains("C-103") == true }
            try pty.waitForRest()
            let texts = [before, pty.selected]
                .compactMap { $0?.split(separator: " ").joined(separator: " ").utf8.count }
            #expect(pty.written.count - texts.reduce(0, +) <= 85, "\(pty.written.count) bytes for \(texts)")
        }

        @Test func `an idle console takes no time`() throws {
            let pty = try Program.withSample().console()
            // In the background it prepares what somebody may ask for: once, and then it rests.
            try pty.waitForRest()
            let before = try pty.ticksOfProcessor()
            pty.forget()
            pty.linger(seconds: 2)
            #expect(try pty.ticksOfProcessor() - before <= 2)
            #expect(pty.written.isEmpty, "nothing is drawn when nothing happens")
        }
    }
}

extension Pty {
    /// Goes from the list to the pop-up of systems, not faster than it reads.
    fileprivate func openSystems() throws {
        send("\r")
        try wait(for: "Account ID")
        send("\r")
        try wait("the pop-up of systems") { selected?.contains("Dropbox") == true }
    }

    /// How often a colour was asked for.
    fileprivate var colors: Int {
        String(decoding: written, as: UTF8.self).matches(of: /\u{1B}\[([0-9;]*)m/)
            .count { sequence in
                sequence.1.split(separator: ";")
                    .contains { number in
                        guard let number = Int(number) else { return false }
                        return (30...38).contains(number) || (40...48).contains(number) || (90...107).contains(number)
                    }
            }
    }

    /// Reads until the program has used no processor for half a second, and waits for none.
    func waitForRest() throws {
        var ticks = -1
        try wait("its rest") {
            let before = ticks
            linger(seconds: 0.5)
            // A process that is gone has no ticks; that is found out by whoever reads them next.
            ticks = (try? ticksOfProcessor()) ?? -1
            return ticks == before && !isKeptWaiting
        }
    }

    /// Whether one of its threads would go on if it had a processor, or the disk.
    private var isKeptWaiting: Bool {
        let threads = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/task")) ?? []
        return threads.contains { thread in
            // One that is gone waits for nothing.
            let status = (try? String(contentsOfFile: "/proc/\(pid)/task/\(thread)/stat", encoding: .utf8)) ?? ""
            let state = status.split(separator: ")").last?.split(separator: " ").first ?? ""
            return state == "R" || state == "D"
        }
    }

    /// The hundredths of a second that the program has used the processor for.
    func ticksOfProcessor() throws -> Int {
        let fields = try String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8).split(separator: ")").last?
            .split(separator: " ")
        return [11, 12].compactMap { fields?[$0] }.compactMap { Int($0) }.reduce(0, +)
    }
}
