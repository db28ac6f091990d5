import Accounts
import Foundation
import Synchronizing
import Telling
import Testing
import Workspace

/// A plan's file is read as it was written, or said not to be one.
@Suite struct PlanDocumentTests {
    static let plan = Plan(
        workspace: "w",
        system: "Dropbox",
        definitions: "d",
        items: [
            .init(
                id: "1",
                code: "R-1",
                name: "Northwind",
                traits: ["email": "ops@northwind.example", "country": "DE"],
                parent: nil,
                fields: [.init(id: "role", label: "Role", value: "2", provenance: .words("from the account's type"))],
                warnings: [.words("long name", cure: "shorten it")],
                adopts: true,
                allowsStorefront: false,
                verdict: .ready
            ),
            .init(
                id: "2",
                code: "C-1",
                name: "Bäckerei \"Sonne\"",
                traits: [:],
                parent: "R-1",
                fields: [.init(id: " odd\u{200B} ", label: "Notes", value: "a\nb", provenance: .none)],
                adopts: false,
                allowsStorefront: true,
                verdict: .waits(for: "R-1")
            ),
            .init(
                id: "3",
                code: "C-2",
                name: "",
                traits: [:],
                parent: nil,
                fields: [],
                adopts: false,
                allowsStorefront: false,
                verdict: .synchronized(as: "dbx-1")
            ),
            .init(
                id: "4",
                code: "C-3",
                name: "x",
                traits: [:],
                parent: nil,
                fields: [],
                adopts: false,
                allowsStorefront: false,
                verdict: .blocked([.words("no email", cure: nil)])
            ),
        ]
    )

    static func text(_ plan: Plan = plan) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
        return String(decoding: try encoder.encode(PlanDocument(told: plan)), as: UTF8.self)
    }

    private func problem(_ text: String) -> PlanDocumentProblem? {
        do throws(PlanDocumentProblem) {
            _ = try PlanDocument.read(Array(text.utf8))
            return nil
        } catch {
            return error
        }
    }

    @Test func `a plan is read as it was written`() throws {
        #expect(try PlanDocument.read(Array(Self.text().utf8)) == Self.plan)
        #expect(try PlanDocument.read([0xEF, 0xBB, 0xBF] + Array(Self.text().utf8)) == Self.plan)
    }

    @Test func `the hash of a plan is the one that earlier versions wrote`() {
        #expect(Self.plan.hash == "c913e4a81ad7a4a2fbe5577bd4b5e21d6d767caa30d9a884c0a2c0a17a0ea184")
    }

    @Test func `a value that was changed is told as an edit`() throws {
        let text = try Self.text()
        for (old, new) in [
            ("\"value\" : \"2\"", "\"value\" : \"3\""), ("ops@", "it@"), ("\"Dropbox\"", "\"Acronis\""),
            ("\"DE\"", "\"AT\""),
        ] {
            #expect(problem(text.replacing(old, with: new)) == .edited)
        }
    }

    @Test(arguments: [
        ("", "it is empty"), ("code,name\n", "it is not JSON at line 1, character 1"),
        ("[]", "it is not a JSON object"),
        ("{}", "format is missing: add it (line 1)"), ("{\"format\":1,", "it ends in the middle, in line 1"),
        ("{\"format\":1}", "accounts is missing: add it (line 1)"),
        ("{\"format\":\"1\"}", "format must be a whole number: correct it (line 1)"),
        ("{\"format\":99999999999999999999}", "format must be 1: correct it (line 1)"),
        ("{\"format\":1,\"accounts\":{}}", "accounts must be a list: correct it (line 1)"),
        ("{\"format\":1,\"accounts\":[7]}", "accounts[0] must be an object: correct it (line 1)"),
        ("{\"format\":1,\"format\":1}", "format is there twice: keep one (line 1)"),
        ("{\"format\":1,\"has\":\"x\"}", "unknown member \"has\"; did you mean hash? (line 1)"),
        (String(repeating: "{\"a\":", count: 50_000), "it is nested more than 32 deep"),
    ])
    func `a file that is not a plan says why`(text: String, reason: String) {
        let problem = problem(text)
        guard case .notAPlan(let told) = problem else { return #expect(problem == nil, "\(text)") }
        #expect(told.phrase == reason)
        #expect(problem.map { Notice($0).headline } == "This file is not a plan: \(reason).")
    }

    @Test func `members that a plan cannot have are told with their line`() throws {
        let text = try Self.text()
        for (old, new, reason) in [
            ("\"id\" : \"2\"", "\"id\" : \"1\"", "accounts[1].id is there twice: keep one"),
            (
                "\"code\" : \"C-1\"", "\"code\" : \"C\\u200b\"",
                "accounts[1].code holds U+200B (ZERO WIDTH SPACE), which is invisible: type it again without it"
            ),
            ("\"code\" : \"C-1\"", "\"code\" : \" \"", "accounts[1].code is empty: fill it"),
            ("\"adopt\" : true", "\"adopt\" : 1", "accounts[0].adopt must be true or false: correct it"),
            ("\"verdict\" : \"ready\"", "\"verdict\" : \"x\"", "accounts[0].verdict is \"x\": use one of ready"),
            ("\"value\" : \"2\"", "\"value\" : 2", "accounts[0].values[0].value must be a string: correct it"),
        ] {
            guard case .notAPlan(let told) = problem(text.replacing(old, with: new)) else {
                Issue.record("\(new): \(String(describing: problem(text.replacing(old, with: new))))")
                continue
            }
            #expect(told.phrase.hasPrefix(reason))
            #expect(told.phrase.contains("(line "))
        }
    }

    @Test func `a later version's plan is told as such`() throws {
        let text = try Self.text().replacing("\"format\" : 1", with: "\"format\" : 2, \"colour\" : 7")
        #expect(problem(text) == .unknownFormat(2))
    }
}
