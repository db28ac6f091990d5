import Accounts
import Foundation
import Synchronizing
import Testing
import Workspace

/// A registration as JSON: every member, and what is refused with which cure.
@Suite struct RegistrationTests {
    /// A registration with some members replaced; nil removes one.
    private func text(_ members: [String: String?] = [:], endpoints: [String: String] = [:]) -> String {
        let urls = [
            "syncOptions": "https://v.example/a?x=1&y=%20", "synchronize": "https://v.example/b",
            "exists": "https://v.example/c",
        ]
        .merging(endpoints) { $1 }
        var all: [String: String] = [
            "name": #""Dropbox""#, "applicationId": #""app""#, "apiKey": #""env:KEY""#,
            "endpoints": "{" + urls.sorted { $0.key < $1.key }.map { "\"\($0)\":\"\($1)\"" }.joined(separator: ",")
                + "}",
        ]
        for (name, value) in members { all[name] = value }
        return "{" + all.sorted { $0.key < $1.key }.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}"
    }

    private func read(_ text: String) throws(RegistrationProblem) -> (system: ProvisioningSystem, notes: [String]) {
        try SystemRegistration.read(Data(text.utf8))
    }

    private func problem(_ text: String) -> String? {
        do {
            _ = try read(text)
            return nil
        } catch {
            return "\(error)"
        }
    }

    @Test func `every member arrives`() throws {
        let full = text(
            [
                "vendor": #""dropbox""#,
                "settings": #"{"User":"env:U","Password":"file:secrets/p","Token":"command:pass x"}"#,
                "dialect": #""result-only""#, "safeToRepeat": "true", "allowHttp": "true", "caFile": #""ca.pem""#,
                "deadlineSeconds": "45.5", "ratePerSecond": "0.5", "inFlight": "8",
            ],
            endpoints: [
                "fieldsGet": "https://v.example/d", "fieldsValidate": "https://v.example/e",
                "serviceDefinitions": "https://v.example/f",
                "subscriptionsCreate": "https://v.example/g", "discovery": "http://v.example/h",
            ]
        )
        let expected = ProvisioningSystem(
            name: "Dropbox",
            vendor: .dropbox,
            applicationID: "app",
            apiKey: .environment("KEY"),
            settings: ["User": .environment("U"), "Password": .file("secrets/p"), "Token": .command("pass x")],
            endpoints: Endpoints(
                syncOptions: "https://v.example/a?x=1&y=%20",
                synchronize: "https://v.example/b",
                exists: "https://v.example/c",
                fieldsGet: "https://v.example/d",
                fieldsValidate: "https://v.example/e",
                serviceDefinitions: "https://v.example/f",
                subscriptionsCreate: "https://v.example/g",
                discovery: "http://v.example/h"
            ),
            dialect: .resultOnly,
            isSafeToRepeat: true,
            allowsHTTP: true,
            caFile: "ca.pem",
            deadline: .seconds(45.5),
            ratePerSecond: 0.5,
            inFlight: 8
        )
        #expect(try read(full).system == expected)
        let written = try JSONEncoder().encode(SystemRegistration.write(expected))
        #expect(try SystemRegistration.read(written).system == expected)
    }

    @Test func `what is optional has the shipped values`() throws {
        let system = try read(text()).system
        #expect(system.vendor == .generic)
        #expect(system.dialect == .standard)
        #expect(!system.isSafeToRepeat)
        #expect(!system.allowsHTTP)
        #expect(system.deadline == .seconds(30))
        #expect(system.settings.isEmpty)
    }

    @Test func `a deadline below the floor is raised to it, and said`() throws {
        let (system, notes) = try read(text(["deadlineSeconds": "2"]))
        #expect(system.deadline == .seconds(30))
        #expect(notes == ["deadlineSeconds is raised to 30, the least that is safe"])
        #expect(try read(text(["deadlineSeconds": "30"])).notes.isEmpty)
    }

    @Test(arguments: ["name", "applicationId", "apiKey", "endpoints"])
    func `a member that must be there is named when it is not`(member: String) {
        #expect(problem(text([member: String?.none])) == "\(member) is missing: add it")
        if member != "endpoints" { #expect(problem(text([member: "7"])) == "\(member) must be a string: correct it") }
    }

    @Test(arguments: ["", "[]", "null", "7", "{", "\"x\""])
    func `what is no JSON object is told`(text: String) {
        #expect(problem(text)?.isEmpty == false)
    }

    @Test func `a member that nobody knows is refused, since it may be a misspelled one`() {
        #expect(
            problem(text(["AllowHttp": "true"])) == "nothing is known of AllowHttp: correct its spelling or remove it"
        )
        #expect(
            problem(text(endpoints: ["synchronise": "https://v.example"]))
                == "nothing is known of endpoints.synchronise: correct its spelling or remove it"
        )
    }

    @Test(arguments: ["s3cret", "", "env:", "vault:key", "ENV:KEY"])
    func `a secret in the open is refused and not repeated`(secret: String) {
        let expected = "must name where the secret is, not be it: write env:NAME, file:PATH or command:LINE"
        #expect(problem(text(["apiKey": "\"\(secret)\""])) == "apiKey \(expected)")
        #expect(problem(text(["settings": #"{"User":"\#(secret)"}"#])) == "settings.User \(expected)")
    }

    @Test(arguments: [
        ("not a url", "is no URL: write one that begins with https://"),
        ("/relative", "is no URL: write one that begins with https://"),
        ("", "is no URL: write one that begins with https://"),
        ("https://", "is no URL: write one that begins with https://"),
        ("https://user@v.example", "holds a user name: use apiKey or settings"),
        ("https://u:p@v.example", "holds a user name: use apiKey or settings"),
        ("ftp://v.example", "uses ftp: only https will do"),
        ("http://v.example", "is plain http, which anyone can read: use https, or set allowHttp"),
        ("http://127.v.example", "is plain http, which anyone can read: use https, or set allowHttp"),
        ("http://127.1", "is plain http, which anyone can read: use https, or set allowHttp"),
        ("http://10.0.0.1", "is plain http, which anyone can read: use https, or set allowHttp"),
    ])
    func `a URL that cannot be used is refused, whichever endpoint it is`(url: String, reason: String) {
        for endpoint in ["syncOptions", "synchronize", "exists", "fieldsGet", "discovery"] {
            #expect(problem(text(endpoints: [endpoint: url])) == "endpoints.\(endpoint) \(reason)")
        }
    }

    @Test(arguments: [
        "http://127.0.0.1:1/a", "http://127.8.8.8/a", "http://localhost/a", "http://LOCALHOST:80/a", "http://[::1]:9/a",
    ])
    func `plain http is fine on loopback`(url: String) {
        #expect(problem(text(endpoints: ["exists": url])) == nil)
    }

    @Test(arguments: [
        ("deadlineSeconds", "0", "from 30 to 600"), ("deadlineSeconds", "601", "from 30 to 600"),
        ("ratePerSecond", "0", "above 0, at most 1000"), ("ratePerSecond", "1001", "above 0, at most 1000"),
        ("inFlight", "0", "from 1 to 64"), ("inFlight", "65", "from 1 to 64"),
    ])
    func `a number outside its range is refused`(member: String, value: String, range: String) {
        #expect(problem(text([member: value])) == "\(member) must be \(range): correct it")
    }

    @Test(arguments: [
        ("name", #""Drop\nbox""#, "name"), ("applicationId", #""app\r\nX: y""#, "applicationId"),
        ("settings", #"{"Us\u0000er":"env:U"}"#, "settings.Us\u{0}er"),
    ])
    func `what cannot travel in a header is refused`(member: String, value: String, named: String) {
        #expect(
            problem(text([member: value])) == "\(named) holds a character that cannot travel in a header: correct it"
        )
    }

    @Test func `a choice that is none names those that are`() {
        #expect(problem(text(["vendor": #""Dropbox""#])) == #"vendor is "Dropbox": use one of dropbox, generic"#)
        #expect(problem(text(["dialect": #""odd""#])) == #"dialect is "odd": use one of standard, result-only"#)
    }
}
