import Foundation
import TestKit
import Testing

/// What a command writes is written, or it says so.
@Suite(.timeLimit(.minutes(20))) struct OutputTests {
    /// A program whose output goes where a shell sends it.
    private func sending(_ program: Program, _ redirection: String) -> Program {
        var program = program
        program.wrapper = ["/bin/sh", "-c", "exec \"$@\" \(redirection)", "sh"]
        return program
    }

    /// A program that is started by a script of Python, whose arguments are the program and its own.
    private func starting(_ program: Program, _ script: String) throws -> Program {
        var program = program
        program.wrapper = ["python3", try program.directory.write("start.py", script)]
        return program
    }

    private static let told = """
        The output could not be written: No space left on device.
          Send it where it can be written and run the command again; what was done is not done twice.

        """

    @Test func `every command that writes says that it could not, and is 74`() async throws {
        let stage = try await Stage()
        _ = try await stage.synchronizeReseller()
        let full = sending(stage.program, ">/dev/full")
        let commands: [[String]] = [
            ["--help"], ["--version"], ["help", "plan"], ["accounts", "--help"],
            ["--generate-completion-script", "bash"],
            ["accounts", "export"], ["accounts", "export", "--json"], ["accounts", "list"],
            ["accounts", "list", "--csv"],
            ["accounts", "show", "R-1"], ["accounts", "import", "accounts.csv"], ["systems", "list"],
            ["systems", "show", "Dropbox"], ["systems", "check", "Dropbox"], ["systems", "disable", "Dropbox"],
            ["systems", "enable", "Dropbox"], ["status", "R-1"], ["attempts"], ["attempts", "--json"],
            ["options", "C-1", "--system", "Dropbox"], ["plan", "C-1", "--system", "Dropbox", "--json"],
            ["synchronize", "C-1", "--system", "Dropbox"], ["resolve", "--all", "--system", "Dropbox"],
            ["sandbox", "--port", "0"],
        ]
        for arguments in commands {
            let run = try await full.run(arguments)
            #expect(run.code == 74, "\(arguments)")
            #expect(run.err == Self.told, "\(arguments)")
        }
        #expect(try stage.executed == 2)
    }

    @Test func `what a command did counts more than that it could not say so`() async throws {
        let stage = try await Stage(faults: ["synchronize:500@1"])
        let full = sending(stage.program, ">/dev/full")
        let run = try await full("synchronize", "R-1", "--system", "Dropbox", "--set", "reseller-id=RS-77", "--json")
        #expect(run.code == 75)
        #expect(run.err == Self.told)
    }

    @Test func `a closed output is told, and no file of the workspace takes its place`() async throws {
        let stage = try await Stage()
        for redirection in [">&-", ">&- 2>&-", ">&- 2>&- <&-"] {
            let closed = sending(stage.program, redirection)
            #expect(try await closed("accounts", "import", "accounts.csv").code == 74)
            #expect(try await closed("accounts", "export").code == 74)
        }
        #expect(try await sending(stage.program, ">&-")("accounts", "list").err.contains("Bad file descriptor"))
        #expect((try await stage.program("accounts", "list", "--json").json as? NSArray)?.count == 5)
    }

    @Test func `messages that nobody can read change nothing`() async throws {
        let stage = try await Stage()
        for redirection in ["2>/dev/full", "2>&-"] {
            let deaf = sending(stage.program, redirection)
            #expect(try await deaf("accounts", "show", "nobody").code == 65)
            #expect(try await deaf("accounts", "export").code == 0)
        }
    }

    @Test func `a reader that goes away ends a command without a word`() async throws {
        let stage = try await Stage()
        let script = """
            import os, sys
            reading, writing = os.pipe()
            os.dup2(writing, 1)
            os.close(reading); os.close(writing)
            os.execv(sys.argv[1], sys.argv[1:])
            """
        let unread = try starting(stage.program, script)
        for arguments in [["accounts", "export"], ["attempts", "--json"], ["--help"], ["systems", "list"]] {
            let run = try await unread.run(arguments)
            #expect(run.code == -SIGPIPE, "\(arguments)")
            #expect(run.err.isEmpty, "\(arguments)")
        }
        let done = try await unread("synchronize", "R-1", "--system", "Dropbox", "--set", "reseller-id=RS-77")
        #expect(done.err.isEmpty)
        #expect(try stage.executed == 1)
    }

    @Test func `a full pipe that does not block gets every byte once it is read`() async throws {
        let rows = (0..<2000).map { "K-\($0),Customer \($0) of a name that is not short\n" }.joined()
        let stage = try await Stage("code,name\n" + rows)
        let whole = try await stage.program("accounts", "export")
        #expect(whole.out.utf8.count > 100_000)
        // Nothing is read until the pipe is full, when the program has met EAGAIN or will.
        let script = """
            import fcntl, os, subprocess, sys, termios, array, time
            reading, writing = os.pipe()
            os.set_blocking(writing, False)
            child = subprocess.Popen(sys.argv[1:], stdout=writing)
            os.close(writing)
            size = fcntl.fcntl(reading, fcntl.F_GETPIPE_SZ)
            waiting = array.array('i', [0])
            grown, known = time.monotonic(), 0
            # It is full before it has as many bytes, if a write did not end with a page.
            while child.poll() is None and (known < size // 2 or time.monotonic() - grown < 0.5):
                fcntl.ioctl(reading, termios.FIONREAD, waiting)
                if waiting[0] > known:
                    grown, known = time.monotonic(), waiting[0]
                time.sleep(0.01)
            with os.fdopen(reading, 'rb') as all:
                sys.stdout.buffer.write(all.read())
            sys.exit(child.wait())
            """
        let slow = try starting(stage.program, script)
        let run = try await slow("accounts", "export")
        #expect(run.code == 0)
        #expect(run.out == whole.out)
    }

    @Test func `the sandbox says so when it cannot keep or log what it does`() async throws {
        let program = try Program()
        let full = try ChildProcess(
            [Program.executable.path, "sandbox", "--port", "0", "--log", "/dev/full"],
            environment: program.environment,
            directory: program.directory.path,
            output: .pipe,
            errors: .file(program.directory.write("errors", ""))
        )
        let port = try #require(full.line().firstMatch(of: /127\.0\.0\.1:(\d+)/)?.1)
        // Whether the answer comes before the end does not matter.
        _ = try? await Reply.ask("http://127.0.0.1:\(port)/accounts/exists", "{}")
        #expect(await full.end() == 74)
        #expect(try program.directory.text("errors").hasPrefix("The file /dev/full cannot be written"))
        try program.directory.write("book.csv", "code,name\n")
        let other = try await program("sandbox", "--port", "0", "--state", "book.csv")
        #expect(other.code == 65)
        #expect(other.err.hasPrefix("The file book.csv is not the state of a sandbox"))
        #expect(try program.directory.text("book.csv") == "code,name\n")
    }

    @Test func `the sandbox keeps its state and its log in files of their own`() async throws {
        let program = try Program()
        for words in [["--state", "-"], ["--log", "-"]] {
            let run = try await program.run(["sandbox", "--port", "0"] + words)
            #expect(run.code == 64 && run.err.contains("--state and --log need a file, not -."), "\(run)")
        }
        for words in [["--state", "s1", "--log", "./s1"], ["--bss", "--state", "s1", "--log", "s1.bss"]] {
            let run = try await program.run(["sandbox", "--port", "0"] + words)
            #expect(run.code == 64 && run.err.contains("is named twice"), "\(run)")
        }
        #expect(!FileManager.default.fileExists(atPath: program.directory.file("s1")))
    }
}
