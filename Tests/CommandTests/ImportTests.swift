import Foundation
import TestKit
import Testing

/// Files of accounts: what is taken, what is refused and where, and that the rest is imported.
@Suite(.timeLimit(.minutes(20))) struct ImportTests {
    private let program: Program

    init() throws { program = try Program() }

    private func importing(_ bytes: [UInt8], _ flags: String...) async throws -> Run {
        if !FileManager.default.fileExists(atPath: program.directory.file("ws")) { try await program("init") }
        try program.directory.write("file", bytes)
        return try await program.run(["accounts", "import", "file", "--json"] + flags)
    }

    private func importing(_ text: String, _ flags: String...) async throws -> Run {
        if !FileManager.default.fileExists(atPath: program.directory.file("ws")) { try await program("init") }
        try program.directory.write("file", text)
        return try await program.run(["accounts", "import", "file", "--json"] + flags)
    }

    private func added(_ run: Run) -> Int? { (run["added"] as? NSNumber)?.intValue }

    @Test func `a byte order mark, CRLF, quotes, other separators and an empty last line are all CSV`() async throws {
        let quoted =
            "\u{FEFF}\"code\";\"name\";\"type\";\"city\"\r\nR-1;\"A \"\"B\"\"; C\";RESELLER;\"two\r\nlines\"\r\n\r\n"
        let run = try await importing(quoted)
        #expect(run.code == 0)
        #expect(added(run) == 1)
        #expect(run.count("refused") == 0)
        let shown = try await program("accounts", "show", "R-1", "--json")
        #expect(shown.text("name") == #"A "B"; C"#)
        #expect(shown.text("address.city") == "two\r\nlines")
        #expect(shown.text("type") == "reseller")
    }

    @Test(arguments: [
        (
            "code,name\nA,1\nA,2\n", 1, 3, "code",
            "line 3, column code (A): the code is on line 2 already: keep one of the two rows"
        ),
        (
            "code,name,parent_code\nA,1,NOPE\nB,2,\n", 1, 2, "parent_code",
            "line 2, column parent_code (A): there is no account \"NOPE\": add it to the file, or correct it"
        ),
        (
            "code,name,type,parent_code\nA,1,reseller,B\nB,2,reseller,A\nC,3,,\n", 1, 2, "parent_code",
            "line 2, column parent_code (A): the account would stand above itself: correct the parents"
        ),
        (
            "code,name,parent_code\nA,1,B\nB,2,\n", 1, 2, "parent_code",
            "line 2, column parent_code (A): B is not a reseller: only a reseller has customers"
        ),
        ("code,name\nA,\nB,2\n", 1, 2, "name", "line 2, column name (A): it is empty; every account needs one"),
        ("code,name\n,1\nB,2\n", 1, 2, "code", "line 2, column code: it is empty; every account needs one"),
        (
            "code,name,type\nA,1,king\nB,2,\n", 1, 2, "type",
            "line 2, column type (A): \"king\" is not a type: write reseller or customer"
        ),
        (
            "code,name,storefront\nA,1,maybe\nB,2,no\n", 1, 2, "storefront",
            "line 2, column storefront (A): \"maybe\" is neither true nor false: write one of them"
        ),
        (
            "code,name\nA,1,extra\nB,2\n", 1, 2, nil,
            "line 2 (A): it has 3 cells where the first line has 2: check the quotes and separators"
        ),
        ("code,name\nA,\"open\nB,2\n", 1, 2, nil, "line 2 (A): a quote is opened and never closed: close it"),
    ])
    func `a row that cannot be an account is refused with line, column and cure; the rest is imported`(
        text: String,
        rest: Int,
        line: Int,
        column: String?,
        message: String
    ) async throws {
        let run = try await importing(text)
        #expect(run.code == 65)
        #expect(run["imported"] == NSNumber(value: true))
        #expect(added(run) == rest)
        #expect(run["refused.0.line"] == NSNumber(value: line))
        #expect(run.text("refused.0.column") == column)
        #expect(run.text("refused.0.message") == message)
        #expect(run.text("refused.0.cure").map { message.hasSuffix(": \($0)") } ?? true)
        let strict = try Program()
        try await strict("init")
        try strict.directory.write("file", text)
        let held = try await strict("accounts", "import", "file", "--strict", "--json")
        #expect(held.code == 65)
        #expect(held["imported"] == NSNumber(value: false))
        #expect(try await strict("accounts", "list", "--json").json == [] as NSArray)
    }

    @Test func `an account says which file it is from, and as of when`() async throws {
        _ = try await importing("code,name\nA,a\n")
        let shown = try await program("accounts", "show", "A", "--json")
        #expect(shown.text("origin.source") == "file" && shown.text("origin.file") == "file")
        #expect(shown["origin.gone"] == NSNumber(value: false) && shown.text("origin.asOf") == shown.text("created"))
        #expect(try await program("accounts", "show", "A").out.contains("\nOrigin: from file, as of 20"))
        try await program("accounts", "import", "-", input: "code,name\nB,b\n")
        #expect(try await program("accounts", "show", "B").out.contains("\nOrigin: from standard input, as of 20"))
    }

    @Test func `an import that would empty many values is held, and let through if somebody says so`() async throws {
        let heading = "code,name,email\n"
        _ = try await importing(heading + (1...40).map { "C-\($0),c,c\($0)@x.example\n" }.joined())
        let emptied = heading + (1...40).map { "C-\($0),c,\n" }.joined()
        for flags in [
            [], ["--dry-run"], ["--most-percent", "99"], ["--most-accounts", "39", "--most-percent", "100"],
        ] {
            try program.directory.write("file", emptied)
            let held = try await program.run(["accounts", "import", "file", "--json"] + flags)
            #expect(held.code == 65 && held["imported"] == NSNumber(value: false), "\(flags)")
            #expect(held.text("held.0.kind") == "blanked" && held["held.0.count"] == NSNumber(value: 40))
            #expect(held.text("held.0.examples.0.column") == "email" && held.count("held.0.examples") == 5)
        }
        let told = try await program("accounts", "import", "file")
        #expect(told.code == 65 && told.out.hasSuffix("\nNothing was imported.\n"))
        #expect(
            told.err == """
                Held, since too much would change at once: more than 200 accounts or 10 % of the 40 known.
                  40 accounts (100 %) would lose a value: C-1, email "c1@x.example"; C-2, email "c2@x.example"; C-3, email \
                "c3@x.example"; C-4, email "c4@x.example"; C-5, email "c5@x.example"; …
                  Check that the source is right; if it is, do it again with --let-through.

                """
        )
        #expect(try await program("accounts", "show", "C-7", "--json").text("email") == "c7@x.example")
        let through = try await importing(emptied, "--let-through")
        #expect(through.code == 0 && through.count("updated") == 40 && through["held"] == nil)
    }

    @Test func `a cell of 1 MB and bytes that are not UTF-8 cost their rows only`() async throws {
        let long = "code,name,city\nA,1,\(String(repeating: "x", count: 1_000_000))\nB,2,\n"
        let run = try await importing(long)
        #expect(run.code == 65)
        #expect(added(run) == 1)
        #expect(run.text("refused.0.message") == "line 2, column city (A): is longer than 65536 bytes: shorten it")
        let latin = Array("code,name\nC,M".utf8) + [0xFC] + Array("ller\nD,4\n".utf8)
        let other = try await importing(latin)
        #expect(other.code == 65)
        #expect(added(other) == 1)
        #expect(other.text("refused.0.message") == "line 2, column name (C): it is not UTF-8: save the file as UTF-8")
    }

    @Test(arguments: [
        ("", "The file is empty"), ("name\nx\n", "The first line has no column \"code\""),
        ("code,name,code\n", "The first line names \"code\" twice"),
        ("{\"data\":1}", "The file holds no list of accounts"),
        ("[", "The file ends in the middle, in line 1"), ("code\0name", "The file is not text"),
    ])
    func `a file that holds no accounts is refused whole, 65`(text: String, message: String) async throws {
        let run = try await importing(text)
        #expect(run.code == 65)
        #expect(run.out.isEmpty)
        #expect(run.err.hasPrefix(message))
    }

    @Test func `a dry run changes nothing, a second import changes nothing, and a change is told field by field`()
        async throws
    {
        let text = "code,name,type,email,colour\nR-1,One,reseller,a@b.example,red\n"
        let dry = try await importing(text, "--dry-run")
        #expect(dry.code == 0)
        #expect(dry["imported"] == NSNumber(value: false))
        #expect(added(dry) == 1)
        #expect(dry["unknownColumns"] == ["colour"] as NSArray)
        #expect(try await program("accounts", "list", "--json").json == [] as NSArray)
        #expect(added(try await importing(text)) == 1)
        let again = try await importing(text)
        #expect(added(again) == 0)
        #expect(again["unchanged"] == NSNumber(value: 1))
        let changed = try await importing("code,name,email\nR-1,One,c@d.example\n")
        #expect(changed.text("updated.0.code") == "R-1")
        #expect(changed["updated.0.changes"] == ["email": ["a@b.example", "c@d.example"]] as NSDictionary)
        let shown = try await program("accounts", "show", "R-1", "--json")
        #expect(shown.text("type") == "reseller")
        #expect(shown.text("email") == "c@d.example")
    }

    @Test func `an account keeps its id, and its code is the id where none is given`() async throws {
        #expect(added(try await importing("id,code,name\n13,A,1\n,B,2\n")) == 2)
        #expect(try await program("accounts", "show", "A", "--json").text("id") == "13")
        #expect(try await program("accounts", "show", "B", "--json").text("id") == "B")
        let moved = try await importing("id,code,name\n14,A,1\n13,C,3\n")
        #expect(moved.code == 65)
        #expect(
            moved.text("refused.0.message")
                == "line 2, column id (A): the id would change from 13 to 14: an account keeps its id, correct it in the file"
        )
        #expect(moved.text("refused.1.message") == "line 3, column id (C): the id 13 belongs to A: correct it")
    }

    @Test func `the type and the parent of a synchronized account are fixed`() async throws {
        let stage = try await Stage()
        _ = try await stage.synchronizeReseller()
        try stage.program.directory.write(
            "changed.csv",
            "code,name,type,parent_code\nR-1,Northwind,customer,\nC-1,Sonne,customer,\n"
        )
        let run = try await stage.program("accounts", "import", "changed.csv", "--json")
        #expect(run.code == 65)
        #expect(run.count("refused") == 1)
        #expect(
            run.text("refused.0.message")?
                .hasPrefix("line 2, column type (R-1): it is synchronized as") == true
        )
        #expect(run.text("updated.0.code") == "C-1")
        #expect(try await stage.program("accounts", "show", "R-1", "--json").text("type") == "reseller")
    }

    @Test func `the platform's account list is read, as an envelope or bare, from a pipe too`() async throws {
        try await program("init")
        let list = """
            [{"Id":1,"Code":"R-1","name":"One","resellingEnabled":true,"address":{"countryCode":"DE"}},
             {"id":2,"code":"C-1","name":"Two","billToAccountId":1,"email":"a@b.example"},7]
            """
        for text in ["{\"data\":\(list),\"paging\":{\"totalPages\":1}}", list] {
            let run = try await program("accounts", "import", "-", "--json", input: text)
            #expect(run.code == 65)
            #expect(run.count("refused") == 1)
        }
        let shown = try await program("accounts", "show", "C-1", "--json")
        #expect(shown.text("parent.code") == "R-1")
        #expect(shown.text("type") == "end customer")
    }

    @Test func `what is exported is imported again as it was, and formulas are guarded`() async throws {
        let text =
            "code,name,type,parent_code,email\nR-1,=SUM(A1),reseller,,a@b.example\nC-1,\"x, \"\"y\"\"\",customer,R-1,'quoted\n"
        #expect(added(try await importing(text)) == 2)
        let exported = try await program("accounts", "export")
        #expect(exported.out.contains("'=SUM(A1)"))
        let again = try await importing(exported.out)
        #expect(again["unchanged"] == NSNumber(value: 2))
        #expect(try await program("accounts", "export", "--unguarded").out.contains(",=SUM(A1),"))
        let json = try await program("accounts", "export", "--json")
        #expect((json.json as? NSArray)?.count == 2)
    }
}
