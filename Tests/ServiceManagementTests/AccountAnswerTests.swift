import Accounts
import Samples
import Synchronizing
import Telling
import TestKit
import Testing

/// What counts as an answer to the synchronize and exists calls: lenient in reading, strict in deciding
/// (docs/protocol.md, section 5).
@Suite struct AccountAnswerTests {
    private func line(_ answer: String, dialect: ProvisioningSystem.Dialect = .standard) async throws -> String {
        let server = try RawServer(answering: answer)
        var system = Samples.system(server.url(), deadline: .seconds(20))
        system.dialect = dialect
        let lines = [
            await (try Client.make(system)).synchronize().line, await (try Client.make(system)).exists().line,
        ]
        #expect(lines[0] == lines[1])
        #expect(server.requests.count == 2)
        return lines[0]
    }

    @Test(arguments: [
        (
            #"{"Code":0,"Message":"","Result":"dbx-1","AccountExtraInfo":null,"GeneratedPassword":null}"#,
            #"200 code 0, result dbx-1, message """#
        ),
        (
            #"{"Code":0,"Message":"","Result":"dbx-1","GeneratedPassword":"s3cret"}"#,
            #"200 code 0, result dbx-1, message "", password s3cret"#
        ),
        (#"{"ErrorCode":0,"ErrorMessage":"fine","Result":"dbx-1"}"#, #"200 code 0, result dbx-1, message "fine""#),
        (#"{"code":1,"RESULT":"dbx-1","mESSAGE":"m"}"#, #"200 code 1, result dbx-1, message "m""#),
        (#"{"Code":-7,"Message":"no such reseller"}"#, #"200 code -7, result none, message "no such reseller""#),
        (#"{"Code":0,"Result":4711}"#, #"200 code 0, result 4711, message """#),
        (#"{"Code":0,"Result":"  "}"#, #"200 code 0, result none, message """#),
        (#"{"Code":0,"Result":null}"#, #"200 code 0, result none, message """#),
        (#"{"Code":0,"Result":{"id":"x"}}"#, #"200 code 0, result none, message """#),
        (
            #"{"Unknown":[{"a":1}],"Code":0,"Result":"dbx-1","More":{"Code":5}}"#,
            #"200 code 0, result dbx-1, message """#
        ),
        (
            #"{"Code":0,"Result":12345678901234567891}"#,
            #"200 code 0, result 12345678901234567891, message """#
        ),
        (#"{"Code":0,"Result":0.10}"#, #"200 code 0, result 0.10, message """#),
        (#"{"Code":0,"Result":1E+30}"#, #"200 code 0, result 1E+30, message """#),
        (#"{"Code":0,"Result":" dbx-1 "}"#, #"200 code 0, result  dbx-1 , message """#),
        (
            #"{"Code":0,"Result":"a","GeneratedPassword":90071992547409931234}"#,
            #"200 code 0, result a, message "", password 90071992547409931234"#
        ),
        ("\u{FEFF}" + #"{"Code":0,"Result":"dbx-1"}"#, #"200 code 0, result dbx-1, message """#),
        (#"  {"Code" : 0 , "Result" : "dbx-1" }  "#, #"200 code 0, result dbx-1, message """#),
    ])
    func `what is spelled otherwise is read`(body: String, expected: String) async throws {
        #expect(try await line(HTTPText.answer(body)) == expected)
    }

    @Test(arguments: [
        ("{}", #"200 object """#), (#"{"Result":"Ok"}"#, #"200 object """#),
        (#"{"Message":"sorry"}"#, #"200 object "sorry""#),
        ("null", "200 unreadable: it is not a JSON object"), ("[]", "200 unreadable: it is not a JSON object"),
        ("\"text\"", "200 unreadable: it is not a JSON object"), ("0", "200 unreadable: it is not a JSON object"),
        ("", "200 unreadable: it is empty"), ("<!doctype html><p>Sign in", "200 unreadable: it is a page, not JSON"),
        (#"{"Code":0,"Code":1,"Result":"a"}"#, #"200 unreadable: the member "Code" is there twice"#),
        (#"{"Code":0,"code":0,"Result":"a"}"#, #"200 unreadable: the member "code" is there twice"#),
        (#"{"Code":0,"C\u006fde":1,"Result":"a"}"#, #"200 unreadable: the member "Code" is there twice"#),
        (#"{"Code":0,"Result":"a","Result":"b"}"#, #"200 unreadable: the member "Result" is there twice"#),
        (#"{"Code":0,"ErrorCode":0,"Result":"a"}"#, #"200 object """#),
        (#"{"Code":0,"ErrorCode":null,"Result":"a"}"#, #"200 object """#),
        (#"{"Code":"0","Result":"a"}"#, #"200 object """#), (#"{"Code":0.5,"Result":"a"}"#, #"200 object """#),
        (#"{"Code":1e400,"Result":"a"}"#, #"200 object """#), (#"{"Code":1.0,"Result":"a"}"#, #"200 object """#),
        (#"{"Code":1e0,"Result":"a"}"#, #"200 object """#), (#"{"Code":-1.0,"Result":"a"}"#, #"200 object """#),
        (#"{"Code":99999999999999999999,"Result":"a"}"#, #"200 object """#),
        (#"{"Code":-99999999999999999999,"Result":"a"}"#, #"200 object """#),
        (#"{"Code":true,"Result":"a"}"#, #"200 object """#), (#"{"Code":null,"Result":"a"}"#, #"200 object """#),
        (#"{"Code":[0],"Result":"a"}"#, #"200 object """#),
        (#"{"Code":0,"Result":"a""#, "200 unreadable: it ends in the middle, in line 1"),
        (#"{"Code":0,"Result":"a"} trailing"#, "200 unreadable: it is not JSON at line 1, character 25"),
        (#"{"Code":0,"Result":"a"}{"Code":1}"#, "200 unreadable: it is not JSON at line 1, character 24"),
        (#"{"Code":0,"Result":'a'}"#, "200 unreadable: it is not JSON at line 1, character 20"),
        (#"{"Code":0,}"#, "200 unreadable: it is not JSON at line 1, character 11"),
        (#"{"Code":00,"Result":"a"}"#, "200 unreadable: it is not JSON at line 1, character 10"),
        (#"{"Code":0,"Result":"\ud800"}"#, "200 unreadable: it is not JSON at line 1, character 27"),
        (#"{"Code":0,"Result":"\q"}"#, "200 unreadable: it is not JSON at line 1, character 22"),
    ])
    func `what is no whole answer decides nothing`(body: String, expected: String) async throws {
        #expect(try await line(HTTPText.answer(body)) == expected)
    }

    @Test func `only the dialect result-only reads an answer without a code, and only with a result`() async throws {
        #expect(
            try await line(HTTPText.answer(#"{"Result":"Ok"}"#), dialect: .resultOnly)
                == #"200 code none, result Ok, message """#
        )
        #expect(try await line(HTTPText.answer(#"{"Result":""}"#), dialect: .resultOnly) == #"200 object """#)
        #expect(try await line(HTTPText.answer(#"{}"#), dialect: .resultOnly) == #"200 object """#)
        #expect(
            try await line(HTTPText.answer(#"{"Code":0,"Result":"a"}"#), dialect: .resultOnly)
                == #"200 code 0, result a, message """#
        )
    }

    @Test func `nesting is read to 32 levels and no deeper`() async throws {
        func nested(_ depth: Int) -> String {
            #"{"Code":0,"Result":"a","Deep":"# + String(repeating: "[", count: depth - 1)
                + String(repeating: "]", count: depth - 1) + "}"
        }
        #expect(try await line(HTTPText.answer(nested(32))) == #"200 code 0, result a, message """#)
        #expect(try await line(HTTPText.answer(nested(33))) == "200 unreadable: it is nested more than 32 deep")
        #expect(try await line(HTTPText.answer(nested(200_000))) == "200 unreadable: it is nested more than 32 deep")
    }

    @Test func `a body is read to 1 MiB and no further`() async throws {
        func padded(_ length: Int) -> String {
            let body = #"{"Code":0,"Result":"a","Pad":""#
            return body + String(repeating: "x", count: length - body.utf8.count - 2) + #""}"#
        }
        #expect(try await line(HTTPText.answer(padded(1 << 20))) == #"200 code 0, result a, message """#)
        #expect(try await line(HTTPText.answer(padded((1 << 20) + 1))) == "200 unreadable: it is longer than 1 MiB")
        #expect(try await line(HTTPText.answer(padded(2 << 20))) == "200 unreadable: it is longer than 1 MiB")
    }

    @Test func `bytes that are no UTF-8 are no answer`() async throws {
        let server = try RawServer { connection in
            connection.readRequest()
            connection.send(
                bytes: Array(HTTPText.answer(#"{"Code":0,"Result":"?"}"#).utf8)
                    .map { $0 == UInt8(ascii: "?") ? 0xE4 : $0 }
            )
        }
        #expect(await (try Client.make(server)).synchronize().line == "200 unreadable: it is not UTF-8 in line 1")
    }

    @Test(arguments: [
        ("a\\u200bb", "its Result holds U+200B (ZERO WIDTH SPACE), which is invisible"),
        ("a\\nb", "its Result holds U+000A (LINE FEED), which is invisible"),
        ("a\\u0000", "its Result holds U+0000 (NULL), which is invisible"),
        (String(repeating: "x", count: 501), "its Result is longer than 500 bytes"),
        ("", "Code 1 without a Result"), ("  ", "Code 1 without a Result"),
    ])
    func `an id that cannot be kept leaves it in doubt, and says why`(id: String, reason: String) async throws {
        let server = try RawServer(answering: HTTPText.answer(#"{"Code":1,"Result":"\#(id)"}"#))
        let client = try await Client.make(server)
        guard case .inDoubt(.noAnswer(let sent)) = SendVerdict(await client.synchronize()),
            case .unclear(.noAnswer(let asked)) = ExistsVerdict(await client.exists())
        else {
            Issue.record("\(await client.synchronize().line)")
            return
        }
        #expect(sent.phrase == reason && asked.phrase == reason)
    }

    @Test(arguments: [
        (#"{"Message":"no"}"#, Unreadable.noCode), (#"{"Code":"0"}"#, .codeNotInteger),
        (#"{"Code":0.5}"#, .codeNotInteger),
        (#"{"Code":0,"ErrorCode":0}"#, .twoCodes),
    ])
    func `what is wrong with a code is told as such`(body: String, fault: Unreadable) async throws {
        let server = try RawServer(answering: HTTPText.answer(body))
        let client = try await Client.make(server)
        guard case .inDoubt(.noAnswer(let told)) = SendVerdict(await client.synchronize()) else {
            Issue.record("\(await client.synchronize().line)")
            return
        }
        #expect(told == fault)
    }

    @Test func `where no id is needed, one that cannot be kept changes nothing`() async throws {
        let absent = try RawServer(answering: HTTPText.answer(#"{"Code":0,"Result":"a\u200b"}"#))
        guard case .absent = ExistsVerdict(await (try Client.make(absent)).exists()) else {
            Issue.record("not absent")
            return
        }
        let refused = try RawServer(answering: HTTPText.answer(#"{"Code":-1,"Message":"no","Result":"a\u200b"}"#))
        guard case .refused(200, "no") = SendVerdict(await (try Client.make(refused)).synchronize()) else {
            Issue.record("not refused")
            return
        }
    }
}
