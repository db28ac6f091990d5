import Foundation
import TestKit
import Testing

/// The rows that an import refused, in a file that can be corrected and imported again.
@Suite(.timeLimit(.minutes(20))) struct ImportRejectsTests {
    private func importing(_ text: String, _ program: Program, _ options: String...) async throws -> Run {
        if !FileManager.default.fileExists(atPath: program.directory.file("ws")) { try await program("init") }
        try program.directory.write("file", text)
        return try await program.run(["accounts", "import", "file", "--json", "--rejects", "rejects"] + options)
    }

    @Test func `rows that are refused are copied with the reason, and corrected they are imported`() async throws {
        let program = try Program()
        let text = "sep=;\ncode;Name;note;parent_code\nA;\"One; two\";x;\nB;Three;\"y\";NOPE\n\nC;;z\nD;Four;;\n"
        let first = try await importing(text, program)
        #expect(first.code == 65)
        let rejects = try program.directory.text("rejects")
        #expect(
            rejects == """
                sep=;
                code;Name;note;parent_code;message
                B;Three;"y";NOPE;"line 4, column parent_code (B): there is no account ""NOPE"": add it to the file, or correct it"
                C;;z;;"line 6, column name (C): it is empty; every account needs one"

                """
        )
        // As they are, they are refused again, and the reasons do not pile up.
        let again = try await importing(rejects, program)
        #expect(again.code == 65 && again.count("refused") == 2)
        #expect(again["unknownColumns"] as? [String] == ["note"])
        #expect(again["refused"].map { "\($0)" }?.contains("NOPE") == true)
        #expect(try program.directory.text("rejects").split(separator: "\n").count == 4)
        let mended = rejects.replacing("NOPE", with: "").replacing("C;;", with: "C;Five;")
        let last = try await importing(mended, program)
        #expect(last.code == 0 && last["added"] as? Int == 2)
        #expect(try program.directory.text("rejects") == "sep=;\ncode;Name;note;parent_code;message\n")
    }

    @Test(arguments: [
        "A,\"open", "A,b\"c", "A,\"b\"c", "A,1,extra", "A,1,,extra,\"m\"\"ore\"", "A,\"two\nlines\",extra",
    ])
    func `a row that cannot be read is kept, and refused again, and takes no other row with it`(
        row: String
    ) async throws {
        let program = try Program()
        let first = try await importing("code,name\n\(row)\nB,\"2\"\n,3\nC,\"4\"\n", program)
        #expect(first.code == 65 && first["added"] as? Int == 2)
        #expect(first.count("refused") == 2)
        let rejects = try program.directory.text("rejects")
        for _ in 0..<2 {
            let again = try await importing(try program.directory.text("rejects") + "D,\"5\"\n", program)
            #expect(again.code == 65 && again.count("refused") == 2, "\(again.out) of \(rejects)")
        }
        #expect(try await program("accounts", "list", "--csv").out.split(separator: "\n").count == 4)
    }

    @Test func `what is not UTF-8 stays as it is`() async throws {
        let program = try Program()
        try await program("init")
        try program.directory.write("file", Array("code,name\nA,M".utf8) + [0xFC] + Array("ller\n".utf8))
        #expect(try await program("accounts", "import", "file", "--rejects", "rejects").code == 65)
        let bytes = try Data(contentsOf: URL(filePath: program.directory.file("rejects")))
        #expect(bytes.contains(0xFC))
    }

    @Test func `elements of JSON keep their members, and every digit`() async throws {
        let program = try Program()
        let text =
            #"{"data":[{"code":"A","name":"One"},{"code":"B","id":12345678901234567890.10,"x":[true,null,"\u0007\""]},7]}"#
        let first = try await importing(text, program)
        #expect(first.code == 65 && first["added"] as? Int == 1)
        let rejects = try program.directory.text("rejects")
        #expect(
            rejects.contains(#""id":12345678901234567890.10,"x":[true,null,"\u0007\""],"message":"line 1, element 2"#)
        )
        #expect(
            rejects.contains(#"{"value":7,"message":"line 1, element 3: it is not an object: each account is one"}"#)
        )
        let again = try await importing(rejects, program)
        #expect(again.code == 65 && again.count("refused") == 2)
        #expect(try await importing(#"[{"code":"A"}]"#, program).code == 0)
        #expect(try program.directory.text("rejects") == "[\n]\n")
    }

    @Test func `standard input and a dry run have rejects, too; an unwritable file is refused first`() async throws {
        let program = try Program()
        try await program("init")
        let dry = try await program(
            "accounts",
            "import",
            "-",
            "--dry-run",
            "--rejects",
            "rejects",
            input: "code,name\nA,\n"
        )
        #expect(dry.code == 65)
        #expect(try program.directory.text("rejects").contains("A,,"))
        try program.directory.write("file", "code,name\nA,1\n")
        for (path, code) in [("ws", 65), ("missing/x", 74), ("file", 64)] {
            #expect(try await program("accounts", "import", "file", "--rejects", path).code == code)
        }
        #expect(try await program("accounts", "import", "file", "--strict", "--rejects", "r").code == 64)
        #expect(try await program("accounts", "list", "--csv").out.split(separator: "\n").count == 1)
    }
}
