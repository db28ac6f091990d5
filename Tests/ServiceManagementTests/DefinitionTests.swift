import Accounts
import Samples
import Synchronizing
import TestKit
import Testing

/// The form's fields, in every spelling that docs/protocol.md knows.
@Suite struct DefinitionTests {
    private func ask(_ body: String) async throws -> Exchange<[FieldDefinition]> {
        let server = try RawServer(answering: HTTPText.answer(body))
        return await (try Client.make(server)).syncOptions()
    }

    private func fields(_ body: String) async throws -> [FieldDefinition] {
        guard case .answered(let response) = try await ask(body), case .answer(let fields) = response.body else {
            return []
        }
        return fields
    }

    private let role = FieldDefinition(
        id: "role",
        name: "Role",
        kind: .list,
        isRequired: true,
        choices: [.init(id: "1", name: "User"), .init(id: "2", name: "Reseller", isDefault: true)]
    )

    @Test func `the documented shape is read whole, in the order of SortOrder`() async throws {
        let body = """
            { "Fields": [
              { "ID": "email", "Definition": { "ID": "email", "SortOrder": 2, "Name": "Email", "Description": "The admin's.",
                "Kind": "SimpleValue", "DataType": "Text", "IsRequired": true, "PredefinedValues": [], "IsReadOnly": true,
                "AvailableToStorefront": false } },
              { "ID": "role", "Definition": { "ID": "role", "SortOrder": 1, "Name": "Role", "Description": null, "Kind": "List",
                "DataType": "Text", "IsRequired": true, "PredefinedValues": [
                  { "ID": "2", "SortOrder": 1, "Name": "Reseller", "Description": null, "IsDefault": true },
                  { "ID": "1", "SortOrder": 0, "Name": "User", "Description": null, "IsDefault": false } ] } } ] }
            """
        let email = FieldDefinition(
            id: "email",
            name: "Email",
            explanation: "The admin's.",
            isRequired: true,
            isReadOnly: true
        )
        #expect(try await fields(body) == [role, email])
    }

    @Test
    func
        `the same in other spellings: integers for words, words for truth, a map for a list, other case, ids as numbers`()
        async throws
    {
        let body = """
            { "fields": [ { "id": "role", "definition": { "name": "Role", "kind": 1, "datatype": 0, "isrequired": "true",
              "predefinedvalues": { "1": "User", "2": "Reseller" }, "isreadonly": 0, "extra": {} } },
              { "ID": 7, "Definition": { "Name": "Seats", "Kind": "simplevalue", "DataType": 1, "IsRequired": 1,
                "PredefinedValues": null } },
              { "ID": "plain", "Name": "Plain", "Kind": "TextArea" } ] }
            """
        var role = role
        role.choices[1].isDefault = false
        let seats = FieldDefinition(id: "7", name: "Seats", dataType: .number, isRequired: true)
        let plain = FieldDefinition(id: "plain", name: "Plain", kind: .textArea, dataType: .unknown)
        #expect(try await fields(body) == [role, seats, plain])
    }

    @Test(arguments: zip(0...9, FieldDefinition.Kind.allCases))
    func `a kind is a word or its number in the SDK's order`(number: Int, kind: FieldDefinition.Kind) async throws {
        for spelling in ["\(number)", "\"\(kind.rawValue)\"", "\"\(kind.rawValue.uppercased())\""] {
            let body = #"{"Fields":[{"ID":"a","Definition":{"Kind":\#(spelling)}}]}"#
            #expect(try await fields(body).map(\.kind) == [kind])
        }
    }

    @Test(arguments: ["99", "-1", "\"Carousel\"", "null", "{}", "1.5"])
    func `a kind that nobody knows is filled as one line`(kind: String) async throws {
        #expect(try await fields(#"{"Fields":[{"ID":"a","Definition":{"Kind":\#(kind)}}]}"#).map(\.kind) == [.unknown])
    }

    @Test(arguments: [
        (#"{"Fields":[]}"#, "200 fields "),
        (#"{"Code":-1,"Message":"not configured"}"#, #"200 object "not configured""#),
        (#"{"ErrorCode":-1,"ErrorMessage":"not configured"}"#, #"200 object "not configured""#),
        (#"{"Fields":null}"#, #"200 object """#), (#"{"Fields":{"a":1}}"#, #"200 object """#),
        (#"[]"#, #"200 unreadable: it is not a JSON object"#), ("null", #"200 unreadable: it is not a JSON object"#),
        ("<html>", "200 unreadable: it is a page, not JSON"),
        (#"{"Fields":[{"ID":"a"},{"ID":"a"}]}"#, #"200 unreadable: two fields have the ID "a""#),
        (#"{"Fields":[{"Definition":{"Name":"x"}}]}"#, "200 unreadable: a field has no ID"),
        (#"{"Fields":[{"ID":"a"}],"Fields":[]}"#, #"200 unreadable: the member "Fields" is there twice"#),
    ])
    func `a result object in place of fields, and what is none of both, is told apart`(
        body: String,
        expected: String
    ) async throws {
        #expect(try await ask(body).line == expected)
    }

    @Test func `a list whose values are plain words offers them`() async throws {
        let body = #"{"Fields":[{"ID":"a","Definition":{"Kind":"List","PredefinedValues":["x","y",3]}}]}"#
        let offered = try await fields(body).first?.choices
        #expect(offered == [.init(id: "x", name: "x"), .init(id: "y", name: "y"), .init(id: "3", name: "3")])
    }

    @Test func `numbers that no integer holds order nothing and choose nothing`() async throws {
        let body = """
            {"Fields":[{"ID":"a","Definition":{"SortOrder":99999999999999999999,"Kind":1e0,"DataType":-1,"IsRequired":1e9}},
              {"ID":18446744073709551617,"Definition":{"SortOrder":-1}}]}
            """
        let fields = try await fields(body)
        #expect(fields.map(\.id) == ["18446744073709551617", "a"])
        #expect(fields.last?.kind == .unknown)
    }

    @Test func `ten thousand fields are read at once`() async throws {
        let list = (0..<10_000).map { #"{"ID":"f\#($0)"}"# }.joined(separator: ",")
        #expect(try await fields(#"{"Fields":[\#(list)]}"#).count == 10_000)
    }

    @Test func `a settings problem counts in whatever it is wrapped`() async throws {
        let server = try RawServer(answering: HTTPText.answer(#"["wrong key", {"Message":"no such user"}, {}, 7]"#))
        var system = Samples.system(server.url())
        system.endpoints.fieldsValidate = server.url("/validate")
        guard case .answered(let response) = await (try Client.make(system)).checkSettings(),
            case .answer(let problems) = response.body
        else {
            Issue.record("no answer")
            return
        }
        #expect(problems == ["wrong key", "no such user", "", "7"])
    }
}
