import TestKit
import Testing

/// `plan --codes`: a list of codes as somebody sent it.
@Suite(.timeLimit(.minutes(20))) struct CodeListTests {
    @Test func `a list is planned as the same codes are, from a file and from standard input`() async throws {
        let stage = try await Stage()
        try stage.program.directory.write("codes.txt", "c1\r\nR-1;C-2\r\n")
        let set = ["--set", "reseller-id=RS-77", "--json"]
        let file = try await stage.program.run(["plan", "--codes", "codes.txt", "--system", "Dropbox"] + set)
        #expect(file.code == 0)
        let input = try await stage.program.run(
            ["plan", "--codes", "-", "--system", "Dropbox"] + set,
            input: "R-1\tC-1\tC-2"
        )
        let named = try await stage.program.run(["plan", "C-1", "R-1", "C-2", "--system", "Dropbox"] + set)
        #expect(file.out == named.out && input.text("hash") != nil)
        #expect(input.count("accounts") == 3)
    }

    @Test func `a list with something else in it is refused, and what it is is named`() async throws {
        let stage = try await Stage()
        let run = try await stage.program("plan", "--codes", "-", "--system", "Dropbox", input: "R-1\nC-9\nfoo\n")
        #expect(run.code == 65 && run.out.isEmpty)
        #expect(run.err.contains("2 of 3 codes name no account of this workspace."))
        #expect(run.err.contains("Not found: C-9, foo."))
        let binary = try await stage.program("plan", "--codes", "-", "--system", "Dropbox", input: "R-1\0C-1")
        #expect(binary.code == 65 && binary.err.hasPrefix("Standard input is not text."), "\(binary)")
        let one = try await stage.program("plan", "--codes", "-", "--system", "Dropbox", input: "C-9")
        #expect(one.err.contains("1 of 1 codes names no account of this workspace."), "\(one)")
        let both = try await stage.program("plan", "--codes", "-", "--all", "--system", "Dropbox")
        #expect(both.code == 64 && both.err.contains("--codes and --all exclude each other."), "\(both)")
        let empty = try await stage.program("plan", "--codes", "-", "--system", "Dropbox", input: "\n")
        #expect(empty.code == 65)
    }
}
