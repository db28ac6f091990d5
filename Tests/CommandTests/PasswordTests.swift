import Foundation
import TestKit
import Testing

/// A password that the vendor generates has a place before anything is sent, or the operator is told that it is lost.
@Suite(.timeLimit(.minutes(20))) struct PasswordTests {
    private func stage() async throws -> (Program, RawServer) {
        let server = try RawServer { connection in
            let request = connection.readRequest()
            if request.hasPrefix("GET") {
                connection.send(
                    HTTPText.answer(
                        #"{"Fields":[{"ID":"email","Definition":{"Name":"Email"}},{"ID":"role","Definition":{"Name":"Role"}}]}"#
                    )
                )
            } else if request.hasPrefix("POST /accounts/exists") {
                connection.send(HTTPText.answer(#"{"Code":0}"#))
            } else {
                connection.send(HTTPText.answer(#"{"Code":0,"Result":"dbx-1","GeneratedPassword":"s3cret"}"#))
            }
        }
        let program = try Program()
        try await program.prepare(Stage.accounts, Registration(base: server.url()).json, afresh: false)
        return (program, server)
    }

    private func sends(_ server: RawServer) -> Int {
        server.requests.count { $0.hasPrefix("POST /accounts/synchronize") }
    }

    @Test func `a password file that cannot be made is refused before anything is sent`() async throws {
        let (program, server) = try await stage()
        try program.directory.write("taken.txt", "mine")
        try FileManager.default.createSymbolicLink(
            atPath: program.directory.file("link.txt"),
            withDestinationPath: "elsewhere.txt"
        )
        for path in ["no/such/dir/pw.txt", "taken.txt", "link.txt", ".", "/proc/pw.txt"] {
            let run = try await program("synchronize", "R-1", "--system", "Dropbox", "--password-file", path)
            #expect(run.code == 74, "\(path)")
            #expect(
                run.err.hasPrefix("A generated password could not be kept in \(path): ")
                    && run.err.contains("Nothing was sent.")
            )
        }
        let dash = try await program("synchronize", "R-1", "--system", "Dropbox", "--password-file", "-")
        #expect(dash.code == 64 && dash.err.contains("--password-file needs a file, not -."), "\(dash)")
        #expect(sends(server) == 0)
        #expect(try program.directory.text("taken.txt") == "mine")
    }

    @Test func `a generated password is kept in a file of its owner's alone`() async throws {
        let (program, server) = try await stage()
        let run = try await program("synchronize", "R-1", "--system", "Dropbox", "--password-file", "pw.txt")
        #expect(run.code == 0)
        #expect(try program.directory.text("pw.txt") == "s3cret\n")
        let attributes = try FileManager.default.attributesOfItem(atPath: program.directory.file("pw.txt"))
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        #expect(!run.out.contains("s3cret") && !run.err.contains("s3cret"))
        #expect(sends(server) == 1)
    }

    @Test func `a password is kept although the id that comes with it belongs to another account here`() async throws {
        let (program, server) = try await stage()
        #expect(try await program("synchronize", "R-1", "--system", "Dropbox").code == 0)
        let run = try await program("synchronize", "C-1", "--system", "Dropbox", "--password-file", "pw.txt")
        #expect(run.code == 77 && run.err.contains("The vendor generated a password."), "\(run.err)")
        #expect(try program.directory.text("pw.txt") == "s3cret\n")
        #expect(sends(server) == 2)
    }

    @Test func `in the line prompts Enter alone does not lose it`() async throws {
        let (program, server) = try await stage()
        let lines = ["/code:r-1", "1", "s", "", "", "y", "", "", "y", "", "q"]
        let run = try await program("--accessible", input: lines.map { $0 + "\n" }.joined())
        #expect(run.out.contains("Close without seeing the password? It is lost then."), "\(run)")
        #expect(run.out.contains("s3cret"), "\(run)")
        #expect(sends(server) == 1)
    }

    @Test func `a password file for which there is no password is taken away again`() async throws {
        let stage = try await Stage(faults: ["synchronize:401@1"])
        for arguments in [
            ["R-1", "--set", "reseller-id=RS-77"], ["X-1", "--set", "reseller-id=RS-77"], ["R-1"],
        ] {
            let run = try await stage.program.run(
                ["synchronize", "--system", "Dropbox", "--password-file", "pw.txt"] + arguments
            )
            #expect(run.code != 0)
            #expect(!FileManager.default.fileExists(atPath: stage.program.directory.file("pw.txt")), "\(arguments)")
        }
    }

    @Test(.enabled { await FullDisk.isPossible() })
    func `a password that cannot be written is told to be lost, with an exit code of its own`() async throws {
        let (program, server) = try await stage()
        let disk = program.directory.file("full")
        try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: false)
        var limited = program
        limited.wrapper = FullDisk.wrapper(disk)
        let run = try await limited("synchronize", "R-1", "--system", "Dropbox", "--password-file", "full/pw.txt")
        #expect(run.code == 73)
        #expect(
            run.err.contains("its generated password could not be kept in full/pw.txt: No space left on device.")
        )
        #expect(run.err.contains("The password is lost: reset it at the vendor."))
        #expect(sends(server) == 1)
        #expect(try await program("status", "R-1", "--json").text("Dropbox.state") == "synchronized")
    }
}
