import Foundation
import TestKit
import Testing

/// What one command writes another one reads: exports, imports, plans.
@Suite(.timeLimit(.minutes(20))) struct RoundTripTests {
    private let program: Program

    private static let book = #"""
        id,code,name,type,parent_code,email,country,phone,website,contact_first_name,address1,post_code,state,storefront
        12345678901234567891,R-1,"Northwind, ""N""",reseller,,ops@n.example,DE,'+49 1,n.example,Ann,"Street 1
        Floor 2",01067,HH,
        2,C-1,Bäckerei 👩‍👩‍👧,customer,R-1,,,,,,,,,yes
        3,C-2,=SUM(A1),end customer,,x@y.example,XX,,,,,,,
        4,R-2,Nested,reseller,R-1,,,,,,,,,

        """#

    init() async throws {
        program = try Program()
        try await program("init")
        try program.directory.write("book.csv", Self.book)
        #expect(try await program("accounts", "import", "book.csv").code == 0)
    }

    @Test(arguments: [["--json"], ["--csv"], ["--unguarded"], []])
    func `an export changes nothing where it came from, and makes the same accounts elsewhere`(
        flags: [String]
    ) async throws {
        let export = try await program.run(["accounts", "export"] + flags)
        try program.directory.write("export", export.out)
        let again = try await program("accounts", "import", "export", "--json")
        #expect(again.code == 0 && again["unchanged"] == NSNumber(value: 4))
        #expect(again.count("warnings") == 0 && again.count("unknownColumns") == 0 && again.count("updated") == 0)
        let other = try Program()
        try await other("init")
        #expect(try await other("accounts", "import", program.directory.file("export")).code == 0)
        let copies = [try await other("accounts", "export").out, try await program("accounts", "export").out]
        #expect(copies[0] == copies[1])
    }

    @Test func `every account of a list has its parent, or none`() async throws {
        let export = try await program("accounts", "export", "--json")
        #expect(export["0.code"] == "C-1" as NSString && export.text("0.parent.code") == "R-1")
        #expect(export["1.parent"] == NSNull() && export.text("1.type") == "end customer")
        try program.directory.write("moved.csv", "code,parent_code\nC-2,R-2\n")
        #expect(try await program("accounts", "import", "moved.csv").code == 0)
        try program.directory.write("export", export.out)
        let back = try await program("accounts", "import", "export", "--json")
        #expect(
            back["updated.0.changes"] == ["parent_code": ["R-2", ""], "type": ["customer", "end customer"]]
                as NSDictionary
        )
    }

    @Test func `an element that says little changes little`() async throws {
        let text = #"[{"code":"R-1","name":"Northern","phone":"+49 30 1"}]"#
        let run = try await program("accounts", "import", "-", "--json", input: text)
        #expect(run.code == 0)
        let changes = ["name": ["Northwind, \"N\"", "Northern"], "phone": ["+49 1", "+49 30 1"]] as NSDictionary
        #expect(run["updated.0.changes"] == changes)
        let shown = try await program("accounts", "show", "R-1", "--json")
        #expect(
            shown.text("type") == "reseller" && shown.text("country") == "DE" && shown.text("email") == "ops@n.example"
        )
    }

    @Test func `one page of a list is told, and with --strict refused`() async throws {
        let page = #"{"data":[{"code":"N-1","name":"n","colour":"red"}],"paging":{"page":1,"totalPages":40}}"#
        let strict = try await program("accounts", "import", "-", "--strict", "--json", input: page)
        #expect(strict.code == 65 && strict["imported"] == NSNumber(value: false))
        #expect(try await program("accounts", "show", "N-1").code == 65)
        let run = try await program("accounts", "import", "-", "--json", input: page)
        #expect(run.code == 0 && run["imported"] == NSNumber(value: true))
        #expect(run.text("warnings.0") == "The file is page 1 of 40: import the other pages, too.")
        #expect(run["unknownColumns"] == ["colour"] as NSArray)
        let told = try await program("accounts", "import", "-", input: page)
        #expect(told.err.contains("page 1 of 40") && told.err.contains("\"colour\""))
    }

    @Test func `a reseller that has customers stays one, and the export can be imported`() async throws {
        try program.directory.write("row.csv", "code,name,type\nR-1,Northern,customer\n")
        let run = try await program("accounts", "import", "row.csv", "--json")
        #expect(run.code == 65)
        #expect(run.text("refused.0.message")?.contains("it has customers, C-1 among them") == true)
        #expect(run.text("refused.0.column") == "type")
        #expect(try await program("accounts", "show", "R-1", "--json").text("type") == "reseller")
    }

    @Test func `two spellings of a code are one account, and a hidden character is told`() async throws {
        try program.directory.write("one.csv", "code,name,type\nB\u{E4}-1,b,reseller\n")
        try program.directory.write(
            "two.csv",
            "code,name,type,parent_code\nBa\u{308}-1,b,reseller,\nN-1,n,,Ba\u{308}-1\n"
        )
        #expect(try await program("accounts", "import", "one.csv").code == 0)
        let run = try await program("accounts", "import", "two.csv", "--json")
        #expect(run.code == 0 && run["added"] == NSNumber(value: 1) && run["unchanged"] == NSNumber(value: 1))
        try program.directory.write("ghost.csv", "code,name,parent_code\nR-1\u{200B},g,\nN-2,n,R-1\u{200B}\n")
        let ghost = try await program("accounts", "import", "ghost.csv", "--json")
        #expect(ghost.code == 65 && ghost["added"] == NSNumber(value: 0))
        let sentence = "holds U+200B (ZERO WIDTH SPACE), which is invisible: type it again without it"
        #expect(ghost.text("refused.0.message") == "line 2, column code: \(sentence)")
        #expect(ghost.text("refused.1.message") == "line 3, column parent_code (N-2): \(sentence)")
    }

    @Test func `a file that is not there, a directory, and a pipe without a word are told`() async throws {
        let directory = program.directory.file("folder")
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: false)
        for (path, message) in [
            ("nowhere", "There is no file nowhere."), ("folder", "folder is a directory."),
            ("/proc/self/mem", "/proc/self/mem cannot be read."), ("-", "The file is empty"),
            ("/dev/null", "The file is empty"),
        ] {
            let run = try await program("accounts", "import", path)
            #expect(run.code == 65 && run.out.isEmpty && run.err.hasPrefix(message), "\(path): \(run.err)")
        }
    }

    @Test func `an export is a plan's file: the accounts' own columns are told and left out`() async throws {
        let stage = try await Stage()
        _ = try await stage.synchronizeReseller()
        let export = try await stage.program("accounts", "export", "--filter", "role:customer !name:No")
        try stage.program.directory.write("export.csv", export.out)
        let plan = try await stage.program("plan", "--from", "export.csv", "--system", "Dropbox", "--json")
        #expect(plan.code == 0 && plan.count("accounts") == 3)
        #expect(plan.err.contains("\"parent_code\" is about the account and is not a field of Dropbox"))
        #expect(!plan.err.contains("\"email\""))
        #expect(plan.out.contains("info@sonne.example"))
        try stage.program.directory.write("typo.csv", "code,Reseler ID\nC-1,x\n")
        #expect(try await stage.program("plan", "--from", "typo.csv", "--system", "Dropbox").code == 65)
    }

    @Test(arguments: [
        ("code;Reseller ID\n;;\n\"\";\" \"\nR-1;RS-5;;\nC-1\n", nil),
        ("sep=;\ncode;Reseller ID\nR-1;RS-5\nC-1;'=x\n", nil),
        ("code,Reseller ID\nR-1,RS-5\u{200B}\n", "line 2, column Reseller ID (R-1): holds U+200B (ZERO WIDTH SPACE)"),
        ("code,Reseller ID\nR-1,RS\0\n", "line 2, column Reseller ID (R-1): holds U+0000 (NULL)"),
        ("code,Reseller ID\nR-1\u{FEFF},x\n", "line 2, column code: holds U+FEFF"),
        ("code,Reseller ID\nR-1,x,y\n", "line 2 (R-1): it has 3 cells where the first line has 2"),
        (
            "code,Reseller ID\nR-1,\(String(repeating: "x", count: 65_537))\n",
            "line 2, column Reseller ID (R-1): is longer than 65536 bytes"
        ),
        ("code,Reseller ID,reseller-id\nR-1,x,y\n", "The first line names \"reseller-id\" twice"),
    ])
    func `a plan's file is read by the same rules`(text: String, message: String?) async throws {
        let stage = try await Stage()
        try stage.program.directory.write("rows.csv", text)
        let plan = try await stage.program("plan", "--from", "rows.csv", "--system", "Dropbox", "--json")
        #expect(plan.code == (message == nil ? 0 : 65), "\(plan.err)")
        if let message { #expect(plan.err.contains(message), "\(plan.err)") }
        if message == nil { #expect(plan.out.contains("\"RS-5\"")) }
    }
}
