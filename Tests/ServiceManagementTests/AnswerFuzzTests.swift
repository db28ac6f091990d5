import Accounts
import InMemory
import StrictJSON
import Synchronizing
import TestKit
import Testing

@testable import ServiceManagement
@testable import Transport

/// A vendor's answers, broken at random: no trap, no hang, and only an id that can be kept is taken.
@Suite struct AnswerFuzzTests {
    private static let answers = [
        #"{ "Code": 0, "Message": "", "Result": "dbx-3c6ef", "AccountExtraInfo": {"k":"v"}, "GeneratedPassword": "x" }"#,
        #"{ "Code": 1, "Message": "<Errors><Error/></Errors>", "Result": 12345678901234567891 }"#,
        #"{ "ErrorCode": -1, "ErrorMessage": "no", "Result": null }"#, #"{ "Result": "Ok" }"#,
    ]

    @Test func `an answer of exists or synchronize is none, or what it says`() async {
        let found = await Fuzz.run("account answers", Self.answers, seeded: Randomness.init) { input in
            guard case .success(let json) = VendorJSON.read(input) else { return true }
            for dialect in ProvisioningSystem.Dialect.allCases {
                // What is not an answer is judged by another test.
                guard let answer = try? AccountAnswer(json, dialect: dialect) else { continue }
                let exchange = Exchange.answered(Response(status: 200, body: .answer(answer)))
                if case .created(let id, _, _) = SendVerdict(exchange), !Self.canBeKept(id, in: json) { return false }
                if case .present(let id) = ExistsVerdict(exchange), !Self.canBeKept(id, in: json) { return false }
            }
            return true
        }
        if let found { Issue.record("\(found)") }
    }

    private static func canBeKept(_ id: ExternalID, in json: JSON) -> Bool {
        id.rawValue.firstHidden == nil && !id.rawValue.trimmed.isEmpty && id.rawValue.utf8.count <= 500
            && json["Result"]?.text.map { Array($0.utf8) } == Array(id.rawValue.utf8)
    }

    private static let definitions = """
        { "Fields": [ { "ID": "role", "Definition": { "ID": "role", "SortOrder": 0, "Name": "Role", "Description": null,
          "Kind": "List", "DataType": "Text", "IsRequired": true, "PredefinedValues": [ { "ID": "1", "SortOrder": 0,
          "Name": "User", "Description": null, "IsDefault": false } ], "IsReadOnly": false } },
          { "ID": 7, "Definition": { "Kind": 2, "DataType": 1, "PredefinedValues": { "a": "b" }, "IsRequired": "yes" } } ] }
        """

    @Test func `definitions are none, or have an id each`() async {
        let found = await Fuzz.run("definitions", [Self.definitions], seeded: Randomness.init) { input in
            guard case .success(let json) = VendorJSON.read(input),
                let fields = try? [FieldDefinition].read(json)
            else { return true }
            return Set(fields.map(\.id)).count == fields.count && !fields.contains { $0.id.rawValue.trimmed.isEmpty }
        }
        if let found { Issue.record("\(found)") }
    }

    private static let discovery = """
        { "Code": "dbx", "Name": "Dropbox", "ResellerSupportEnabled": true, "Version": "1.0", "ManagementSections": [ {
          "$type": "x", "IsSectionEnabled": true, "Urls": { "SyncOptions": { "Url": "https://v.example:443/a" },
          "Synchronize": { "Url": "http://127.0.0.1:181320/" }, "Exists": { "Url": "https://v.example/c" } } } ] }
        """

    @Test func `discovery is none, or is compared with what is registered`() async {
        let endpoints = Endpoints(
            syncOptions: "https://v.example/a",
            synchronize: "https://v.example/b",
            exists: "https://V.example/c"
        )
        let found = await Fuzz.run("discovery", [Self.discovery], seeded: Randomness.init) { input in
            guard case .success(let json) = VendorJSON.read(input), let service = ServiceDescription(json) else {
                return true
            }
            return service.differences(from: endpoints).allSatisfy { service.urls[$0]?.contains("://") == true }
        }
        if let found { Issue.record("\(found)") }
    }

    @Test func `whatever is in Retry-After is a time of at most a day, or none`() async {
        let values = ["120", "Fri, 31 Dec 1999 23:59:59 GMT", "1.5", "99999999999999999999"]
        let found = await Fuzz.run("Retry-After", values, seeded: Randomness.init) { input in
            let read = RetryAfter(String(decoding: input, as: UTF8.self))
            return read.map { (Duration.zero...Duration.seconds(86_400)).contains($0.duration) } ?? true
        }
        if let found { Issue.record("\(found)") }
    }

    @Test(arguments: [
        "Fri, 31 \u{301} \u{E9}Dec 1999", "Fri, 31\u{301} Dec 1999 23:59:59 GMT", "\u{1F600}", "Fri,\r\n31",
    ])
    func `a date with anything but ASCII in it is none`(text: String) { #expect(RetryAfter(text) == nil) }
}
