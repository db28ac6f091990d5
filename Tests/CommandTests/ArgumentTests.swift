import Foundation
import TestKit
import Testing

/// What the command line says is meant, or refused: nothing of it is silently nothing.
@Suite(.timeLimit(.minutes(20))) struct ArgumentTests {
    private static let blanks = ["", " ", "\t", "\u{200B}", "\u{00A0}\u{FEFF}"]

    /// Commands, each with the options and arguments that it takes, whatever else would be wrong with them.
    private static let commands: [([String], options: [String])] = [
        ([], ["--workspace", "--theme"]), (["demo"], ["--workspace"]), (["init"], ["--workspace"]),
        (["accounts", "import"], ["--workspace", "import"]),
        (["accounts", "list"], ["--workspace", "--filter", "--system"]),
        (["accounts", "export"], ["--workspace", "--filter", "--system"]),
        (["accounts", "show"], ["--workspace", "show"]),
        (["systems", "add"], ["--workspace", "add"]), (["systems", "check"], ["--workspace", "check"]),
        (["options", "R-1"], ["--workspace", "--system", "R-1"]),
        (["plan", "R-1"], ["--system", "--set", "--filter", "--from", "--workspace", "R-1"]),
        (
            ["synchronize", "R-1"],
            ["--system", "--plan", "--set", "--rate", "--in-flight", "--retry", "--password-file", "R-1"]
        ),
        (["resolve", "R-1"], ["--system", "--adopt", "R-1"]), (["unlink", "R-1"], ["--system"]),
        (["status"], ["--workspace", "status"]), (["attempts"], ["--limit", "attempts"]),
        (["sandbox"], ["--port", "--state", "--log", "--latency", "--fault", "--bss-accounts"]),
    ]

    @Test func `every command that a sentence names is one`() async throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources/Telling")
        var named: Set<[String]> = []
        for case let file as URL in FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil) ?? .init()
        where file.pathExtension == "swift" {
            let command = /(?:account-sync |ShellCommand(?:\(|\s*=\s*|\s*\{\s*)")([a-z]+)(?: ([a-z-]+))?/
            for match in try String(contentsOf: file, encoding: .utf8).matches(of: command) {
                named.insert([String(match.1)] + (match.2.map { [String($0)] } ?? []).filter { !$0.hasPrefix("-") })
            }
        }
        #expect(named.count > 20)
        let program = try Program()
        for words in named {
            let run = try await program.run(words + ["--help"])
            #expect(run.code == 0, "\(words): \(run.err)")
        }
    }

    @Test func `help names the whole command, and so does a usage error`() async throws {
        let program = try Program()
        for command in [["work"], ["accounts", "list"], ["runs", "show"], ["console"]] {
            let usage = (["account-sync"] + command).joined(separator: " ")
            for help in [command + ["--help"], command + ["-h"], ["help"] + command] {
                let run = try await program.run(help)
                #expect(run.code == 0 && run.out.contains("USAGE: \(usage) "), "\(help): \(run.out)")
            }
            let run = try await program.run(command + ["--no-such-option"])
            #expect(run.code == 64 && run.err.contains("Usage: \(usage) "), "\(command): \(run.err)")
        }
    }

    @Test func `every subcommand has --json, but for those that print nothing for a program`() async throws {
        let exceptions = [
            "console": "a screen for a person", "demo": "the console on a demo",
            "sandbox": "a server; what it is asked goes into the file of --log",
            "help": "ArgumentParser's own",
        ]
        struct Command: Decodable {
            struct Argument: Decodable {
                struct Name: Decodable { var name: String }
                var names: [Name]?
            }
            var commandName: String
            var arguments: [Argument]?
            var subcommands: [Command]?

            func leaves(_ path: [String] = []) -> [(path: [String], options: [String])] {
                guard let subcommands, !subcommands.isEmpty else {
                    return [(path, (arguments ?? []).flatMap { ($0.names ?? []).map(\.name) })]
                }
                return subcommands.flatMap { $0.leaves(path + [$0.commandName]) }
            }
        }
        struct Tree: Decodable { var command: Command }
        let dumped = try await Program()("--experimental-dump-help")
        let leaves = try JSONDecoder().decode(Tree.self, from: Data(dumped.out.utf8)).command.leaves()
        #expect(leaves.count > 40)
        let without = leaves.filter { !$0.options.contains("json") }.map { $0.path.joined(separator: " ") }
        #expect(Set(without).isSubset(of: exceptions.keys), "\(without)")
    }

    @Test func `whoever named the workspace by the option finds it in every command that is printed`() async throws {
        var program = try Program()
        let other = program.directory.file("other place")
        let made = try await program("init", "--workspace", other)
        #expect(made.out.contains("account-sync accounts import FILE --workspace '\(other)'"), "\(made)")
        let unknown = try await program("status", "R-1", "--workspace", other)
        #expect(unknown.err.contains("account-sync accounts list --workspace '\(other)'"), "\(unknown)")
        let missing = try await program("status", "R-1", "--workspace=nowhere")
        #expect(
            missing.err.contains("account-sync init --workspace \(program.directory.file("nowhere"))`"),
            "\(missing)"
        )
        #expect(missing.err.contains("`account-sync demo`"), "\(missing)")
        let password = try await program("status", "R-1", "--workspace", "postgresql://anna:hunter2@db.example/book")
        #expect(password.code == 74 && !password.err.contains("hunter2"), "\(password)")
        // The variable holds for whatever is pasted as well, and so does the usual place.
        program.environment["ACCOUNT_SYNC_WORKSPACE"] = other
        for words in [["status", "R-1"], ["status", "R-1", "--workspace", other]] {
            let usual = try await program.run(words)
            #expect(usual.err.contains("account-sync accounts list shows"), "\(usual)")
        }
    }

    @Test func `what makes and changes the workspace prints what it made as JSON`() async throws {
        let stage = try await Stage()
        let program = stage.program
        let file = program.directory.file("system.json")
        try program.directory.write("other.json", Registration(base: stage.sandbox.url(""), name: "Other").json)
        let made = try await program("init", "--workspace", "new", "--sample", "--json")
        #expect(made.text("workspace") == program.directory.file("new") && made["sample"] as? Bool == true, "\(made)")
        let added = try await program("systems", "add", "other.json", "--same-vendor", "--json")
        #expect(added.text("name") == "Other", "\(added)")
        #expect(try await program("systems", "disable", "Other", "--json").text("state") == "disabled")
        #expect(try await program("systems", "enable", "Other", "--json").text("state") == "ready")
        #expect(try await program("systems", "update", "Dropbox", file, "--json").text("name") == "Dropbox")
        #expect(try await program("systems", "remove", "Other", "--json").text("name") == "Other")
    }

    @Test func `an empty option or argument is a usage error that names it, in every command`() async throws {
        let program = try Program()
        for (command, options) in Self.commands {
            for (option, blank) in options.flatMap({ option in Self.blanks.map { (option, $0) } }) {
                let isOption = option.hasPrefix("--")
                let place = isOption ? "The value of \(option) is empty" : "What follows \"\(option)\" is empty"
                for words in isOption ? [[option, blank], ["\(option)=\(blank)"]] : [[blank]] {
                    let said = Parsing.mistake(in: command + words)
                    #expect(said?.contains(place) == true, "\(command + words): \(said ?? "taken")")
                }
            }
            // The program looks before it does anything else.
            guard let option = options.first else { continue }
            let run = try await program.run(command + (option.hasPrefix("--") ? [option, ""] : [""]))
            #expect(run.code == 64 && run.err.contains("is empty"), "\(command): \(run.err)")
        }
        #expect(!FileManager.default.fileExists(atPath: program.directory.file("ws")))
    }

    @Test func `JSON and CSV exclude each other, and a parent needs a code`() async throws {
        let program = try Program()
        try await program("init")
        for words in [["accounts", "list"], ["accounts", "show", "R-1"], ["accounts", "export"]] {
            let run = try await program.run(words + ["--json", "--csv"])
            #expect(run.code == 64 && run.err.contains("--json and --csv exclude each other."), "\(words): \(run)")
        }
        let parent = try await program("synchronize", "C-1", "--system", "Dropbox", "--set", "parent=")
        #expect(parent.code == 64 && parent.err.contains("needs the code of a reseller"), "\(parent)")
    }

    @Test func `an argument that is not UTF-8 is called that`() async throws {
        let program = try Program()
        try await program("init")
        let script = """
            import os,sys
            os.execv(sys.argv[1], [b"account-sync"] + [a.encode().decode("unicode_escape").encode("latin-1") for a in sys.argv[2:]])
            """
        for (words, place) in [
            (["accounts", "show", #"\xff\xfe"#], #"What follows "show" is not UTF-8"#),
            (["accounts", "list", "--filter", #"\xff"#], "The value of --filter is not UTF-8"),
            (["accounts", "list", #"--filter=a\xff"#], "The value of --filter is not UTF-8"),
            (["accounts", "import", #"f\xe4.csv"#], #"What follows "import" is not UTF-8"#),
        ] {
            let child = try ChildProcess(
                ["python3", "-c", script, Program.executable.path] + words,
                environment: program.environment,
                directory: program.directory.path,
                output: .pipe,
                errors: .file(program.directory.write("errors", ""))
            )
            #expect(await child.end() == 64, "\(words)")
            let said = try program.directory.text("errors")
            #expect(said.contains(place), "\(words): \(said)")
        }
    }

    @Test(arguments: blanks)
    func `a workspace that a script forgot to name is not the usual one`(blank: String) async throws {
        let program = try Program()
        try await program("init")
        try program.directory.write("book.csv", "code,name\nR-1,Northern\n")
        let run = try await program("accounts", "import", "book.csv", "--workspace", blank)
        #expect(run.code == 64)
        #expect(try await program("accounts", "list", "--json").out == "[\n\n]\n")
    }

    @Test func `an empty variable counts as one that is not set`() async throws {
        var program = try Program()
        for value in ["", " "] {
            program.environment["ACCOUNT_SYNC_WORKSPACE"] = value
            let run = try await program("accounts", "list")
            #expect(run.code == 74)
            #expect(run.err.contains(program.directory.file(".local/share/account-sync/workspace")))
        }
    }

    @Test(arguments: [
        ["synchronize", "--plan", "p", "--rate"], ["synchronize", "--plan", "p", "--in-flight"],
        ["attempts", "--limit"],
        ["sandbox", "--port"], ["sandbox", "--latency"], ["sandbox", "--bss-accounts"],
    ])
    func `a number beyond its range is a usage error that names the option`(arguments: [String]) async throws {
        let program = try Program()
        let option = arguments[arguments.count - 1]
        for number in [
            "1e-30", "0x1p3", "1e-9", "5e-324", "nan", "inf", "-inf", "-1", "-0.5", "1e9", "1e400",
            "99999999999999999999",
            "9223372036854775807", "-9223372036854775808", "0x1p-40", "seven", "1 2", "٣",
        ] {
            let refusal = Parsing.refusal(of: arguments.dropLast() + ["\(option)=\(number)"])
            #expect(refusal?.code == 64, "\(option)=\(number)")
            let said = refusal?.said ?? "taken"
            #expect(said.contains(option) && said.contains("it must be"), "\(option)=\(number): \(said)")
        }
        let run = try await program.run(arguments.dropLast() + ["\(option)=seven"])
        #expect(run.code == 64 && run.err.contains(option) && run.err.contains("it must be"), "\(run)")
    }

    @Test func `a field that is set twice, and a filter that asks for nothing or for too much, are usage errors`()
        async throws
    {
        let stage = try await Stage()
        let twice = [["reseller-id=A", "Reseller ID=B"], ["parent=R-1", "PARENT=R-1"]]
        for (pair, command) in twice.flatMap({ pair in ["plan", "synchronize"].map { (pair, $0) } }) {
            let run = try await stage.program.run(
                [command, "C-1", "--system", "Dropbox"] + pair.flatMap { ["--set", $0] }
            )
            #expect(run.code == 64 && pair.allSatisfy(run.err.contains), "\(pair): \(run.err)")
        }
        for filter in ["!", "\"\"", "\"", "!\"\"", "\u{301}", String(repeating: "a ", count: 2000)] {
            for arguments in [["accounts", "list"], ["accounts", "export"], ["plan", "--system", "Dropbox"]] {
                let run = try await stage.program.run(arguments + ["--filter", filter])
                #expect(run.code == 64 && run.out.isEmpty, "\(arguments) \(filter.prefix(9)): \(run.err)")
            }
        }
        #expect(try stage.calls("synchronize") == 0)
    }

    @Test func `a file without an end is refused by its length`() async throws {
        let stage = try await Stage()
        let run = try await stage.program("systems", "add", "/dev/zero")
        #expect(run.code == 65 && run.err.contains("/dev/zero is longer than 1 MiB"), "\(run.err)")
    }

    @Test(arguments: ["0", "0.01", "0.5", "2", "1000", "2.50"])
    func `a rate within the range is taken`(rate: String) async throws {
        let run = try await Program()("synchronize", "--plan", "missing.json", "--rate", rate, "--in-flight", "256")
        #expect(run.code == 74, "there is no workspace, which is the next thing to be seen")
    }

    @Test func `a code or a name with a character that nobody sees is refused by the character's name`() async throws {
        let stage = try await Stage()
        for (text, spoken) in [
            ("R-1\u{200B}", "U+200B (ZERO WIDTH SPACE)"), ("\u{FEFF}R-1", "U+FEFF"),
            ("R\u{AD}-1", "U+00AD (SOFT HYPHEN)"),
            ("R-1\u{202E}", "U+202E"), ("R-1\u{7}x", "U+0007"),
        ] {
            let commands = [
                ["accounts", "show", text], ["synchronize", "C-1", "--system", text],
                ["plan", "C-1", "--system", "Dropbox", "--set", "parent=\(text)"],
                ["status", text], ["attempts", text],
                ["options", text, "--system", "Dropbox"], ["plan", text, "--system", "Dropbox"],
                ["synchronize", text, "--system", "Dropbox"], ["resolve", text, "--system", "Dropbox"],
                ["synchronize", "C-1", "--system", "Dropbox", "--set", "parent=\(text)"],
                ["unlink", text, "--system", "Dropbox"], ["accounts", "list", "--system", text],
            ]
            // Every command reads the same kinds of words: a code, a name, the code of a parent.
            for arguments in text == "R-1\u{200B}" ? commands : Array(commands.prefix(3)) {
                let run = try await stage.program.run(arguments)
                #expect(run.code == 64, "\(arguments)")
                #expect(run.err.contains(spoken), "\(arguments): \(run.err)")
            }
        }
        #expect(try stage.calls("synchronize") == 0)
    }

    @Test func `either spelling of a letter names the account, and spaces at the ends do not matter`() async throws {
        let stage = try await Stage("code,name,type,email,country\nB\u{E4}-1,One,customer,a@b.example,DE\n")
        for code in ["B\u{E4}-1", "Ba\u{308}-1", " B\u{E4}-1 "] {
            let run = try await stage.program("accounts", "show", code, "--json")
            #expect(run.text("name") == "One", "\(code.unicodeScalars.map(\.value))")
        }
    }

    @Test func `a code that differs in case and hyphens only is asked about, never taken`() async throws {
        let stage = try await Stage(Stage.accounts + "6,LANG-99,Long,customer,,a@long.example,DE,\n")
        for (typed, meant) in [
            ("r-1", "R-1"), ("R1", "R-1"), ("r_1", "R-1"), ("X 1", "X-1"), ("lang99", "LANG-99"),
            ("LA-NG 99", "LANG-99"),
        ] {
            for arguments in [["accounts", "show", typed], ["synchronize", typed, "--system", "Dropbox"]] {
                let run = try await stage.program.run(arguments)
                #expect(run.code == 65, "\(arguments)")
                #expect(run.err.contains("did you mean \(meant)?"), "\(arguments): \(run.err)")
            }
            try stage.program.directory.write("rows.csv", "code\n\(typed)\n")
            let plan = try await stage.program("plan", "--from", "rows.csv", "--system", "Dropbox")
            #expect(plan.code == 65, "\(typed)")
            #expect(plan.err.contains("did you mean \(meant)?"), "\(typed): \(plan.err)")
        }
        let other = try await stage.program("status", "Q-77")
        #expect(other.err.hasPrefix("There is no account Q-77 in this workspace.\n"))
    }

    @Test(arguments: [
        (["sync", "RES-1"], "There is no subcommand sync; did you mean synchronize?"),
        (["synchronise", "R-1"], "There is no subcommand synchronise; did you mean synchronize?"),
        (["SYNCHRONIZE"], "did you mean synchronize?"), (["satus"], "did you mean status?"),
        (["list"], "did you mean accounts list or systems list or runs list or members list?"),
        (["export"], "did you mean accounts export?"),
        (["chekc"], "did you mean bss check or systems check?"), (["help", "unlik"], "did you mean unlink?"),
        (["accounts", "lst"], "There is no subcommand lst below accounts; did you mean accounts list?"),
        (["accounts", "check"], "did you mean bss check or systems check?"),
        (["system", "list"], "did you mean systems?"),
        (["zzzzz"], "There is no subcommand zzzzz.\n"), (["accounts", "lis\u{1B}[2J"], "lis\\e[2J"),
        (["accounts", "list", "--flter", "x"], "Did you mean '--filter'?"),
        (["--jsn"], "There is no option --jsn. Did you mean --json, after a subcommand?"),
        (["--json"], "--json is an option of subcommands: write it after one of them."),
        (["--them", "mono"], "Did you mean '--theme'?"), (["runs", "--jsn", "list"], "after a subcommand of runs?"),
        (["synchronize", "C-1", "--systme", "Dropbox"], "Unknown option '--systme'. Did you mean '--system'?"),
        (["why", "--sytem", "Dropbox"], "Did you mean '--system'?"),
    ])
    func `a misspelled subcommand or option is asked about`(arguments: [String], question: String) async throws {
        let run = try await Program().run(arguments)
        #expect(run.code == 64)
        #expect(run.err.contains(question), "\(run.err)")
        #expect(run.out.isEmpty)
    }

    @Test(arguments: [
        ["members", "add", "-dash", "--role", "operator"], ["status", "-R-h"],
        ["accounts", "list", "--filter", "-holm"],
    ])
    func `a value that begins with a hyphen and has an h is no request for help`(arguments: [String]) async throws {
        let run = try await Program().run(arguments)
        #expect(run.code == 64 && run.out.isEmpty, "\(run)")
        #expect(
            run.err.contains("is not an option: a value that begins with a hyphen comes last, behind --."),
            "\(run)"
        )
        // Behind -- it is a value; here there is no workspace.
        #expect(try await Program()("status", "--", "-R-h").code == 74)
    }

    @Test func `a filter that names nothing known is a usage error in every command that takes one`() async throws {
        let stage = try await Stage()
        for filter in ["status:foo", "role:foo", "R-1 status:nonsense"] {
            for command in [["accounts", "list"], ["accounts", "export"], ["plan", "--system", "Dropbox"]] {
                let run = try await stage.program.run(command + ["--filter", filter])
                #expect(run.code == 64, "\(command) \(filter)")
                #expect(run.out.isEmpty)
            }
        }
    }

    @Test(arguments: ["reseller-id", "=RS-77", " =RS-77"])
    func `a setting without a field is a usage error`(setting: String) async throws {
        for command in [["synchronize", "R-1"], ["plan", "R-1"]] {
            let run = try await Program().run(command + ["--system", "Dropbox", "--set", setting])
            #expect(run.code == 64)
            #expect(run.err.contains("--set needs FIELD=VALUE"))
        }
    }
}
