import Accounts
import Foundation
import Synchronizing
import Telling
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

    private func read(_ text: String) throws(DocumentProblem) -> (system: ProvisioningSystem, notes: [RegistrationNote])
    {
        try RegistrationDocument.read(Data(text.utf8))
    }

    private func failure(_ text: String) -> DocumentProblem? {
        do throws(DocumentProblem) {
            _ = try read(text)
            return nil
        } catch {
            return error
        }
    }

    private func problem(_ text: String) -> String? {
        do {
            _ = try read(text)
            return nil
        } catch {
            return error.phrase
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
                "customersList": "https://v.example/i",
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
                discovery: "http://v.example/h",
                customersList: "https://v.example/i"
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
        let written = try JSONEncoder().encode(RegistrationDocument(expected))
        #expect(try RegistrationDocument.read(written).system == expected)
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
        #expect(notes == [.deadlineRaised(to: 30)])
        #expect(
            notes.map { Notice($0).headline } == ["Note: deadlineSeconds is raised to 30, the least that is safe."]
        )
        #expect(try read(text(["deadlineSeconds": "30"])).notes.isEmpty)
    }

    @Test(arguments: ["name", "applicationId", "apiKey", "endpoints"])
    func `a member that must be there is named when it is not`(member: String) {
        #expect(problem(text([member: String?.none])) == "\(member) is missing: add it (line 1)")
        #expect(problem(text([member: "null"])) == "\(member) is missing: add it (line 1)")
        let expected = member == "endpoints" ? "an object" : "a string"
        #expect(problem(text([member: "7"])) == "\(member) must be \(expected): correct it (line 1)")
    }

    @Test(arguments: [
        ("", "it is empty"), ("[]", "it is not a JSON object"), ("null", "it is not a JSON object"),
        ("{", "it ends in the middle, in line 1"), ("{\n\"a\": NaN}", "it is not JSON at line 2, character 6"),
        ("{\"name\": 'x'}", "it is not JSON at line 1, character 10"), ("<html>", "it is a page, not JSON"),
        (String(repeating: "[", count: 100_000), "it is nested more than 32 deep"),
    ])
    func `what is not a JSON object is told, with its place`(text: String, reason: String) {
        do {
            _ = try read(text)
            Issue.record("it was read")
        } catch {
            let headline = Notice(registration: error).headline
            #expect(
                headline == "The registration cannot be used: \(reason): see the example in docs/user-guide.md."
            )
        }
    }

    @Test func `a byte order mark is left out, and UTF-16 is told`() throws {
        #expect(try read("\u{FEFF}" + text()).system.name == "Dropbox")
        for encoding in [String.Encoding.utf16, .utf16LittleEndian, .utf16BigEndian] {
            let data = try #require(text().data(using: encoding))
            #expect {
                try RegistrationDocument.read(data)
            } throws: {
                ($0 as? DocumentProblem)?.phrase == "it is not UTF-8 in line 1"
            }
        }
    }

    @Test func `a problem names the line of its member`() {
        let lines = text().replacing(",", with: ",\n").replacing("v.example/c", with: "v.example:181320/c")
        #expect(
            problem(lines) == "endpoints.exists has the port 181320: a port is a number from 1 to 65535 (line 3)"
        )
        #expect(
            problem(
                "{\n\n\"endpoints\": {\"synchronize\":\"https://a\",\"exists\":\"https://b\"},\"name\":\"a\",\"applicationId\":\"b\",\"apiKey\":\"env:K\"}"
            ) == "endpoints.syncOptions is missing: add it (line 3)"
        )
    }

    @Test func `everything that is wrong is told at once, by line, and a misspelled member is not missing as well`() {
        let registration = """
            { "nmae": "Dropbox", "vendor": "dropbocks",
              "apiKey": "hunter2",
              "settings": { "User": "anna", "Pass word": "env:P" },
              "endpoints": { "syncOptions": "ftp://v.example", "exists": "https://v.example/c", "colour": "red" },
              "inFlight": 0.5 }
            """
        #expect {
            try read(registration)
        } throws: { error in
            guard case .members(let problems)? = error as? DocumentProblem else { return false }
            let told = [
                "nmae", "applicationId", "vendor", "apiKey", "settings.User", "settings.Pass word", "endpoints.colour",
                "endpoints.syncOptions", "endpoints.synchronize", "inFlight",
            ]
            let notice = Notice(registration: .members(problems))
            return Set(problems.map(\.member)) == Set(told) && problems.map(\.line) == problems.map(\.line).sorted()
                && notice.details.count == told.count && notice.details[0].hasPrefix("Line 1: ")
                && !notice.lines.joined().contains("hunter2")
        }
    }

    @Test func `a member that is there twice is refused, and a setting whatever its case`() {
        #expect(problem(text().dropLast() + #","name":"Other"}"#) == "name is there twice: keep one (line 1)")
        #expect(
            problem(text(["settings": #"{"User":"env:U","user":"env:V"}"#]))
                == "settings.user is there twice: keep one (line 1)"
        )
        #expect(
            problem(
                text([
                    "endpoints":
                        #"{"exists":"https://a","exists":"https://b","syncOptions":"https://c","synchronize":"https://d"}"#
                ])
            )
                == "endpoints.exists is there twice: keep one (line 1)"
        )
    }

    @Test func `a member that nobody knows is refused, since it may be a misspelled one`() {
        #expect(
            problem(text(["AllowHttp": "true"])) == #"unknown member "AllowHttp"; did you mean allowHttp? (line 1)"#
        )
        #expect(
            problem(text(endpoints: ["synchronise": "https://v.example"]))
                == #"unknown member "endpoints.synchronise"; did you mean synchronize? (line 1)"#
        )
        #expect(
            problem(text(["colour": "1"]))
                == #"unknown member "colour"; correct its spelling or remove it (line 1)"#
        )
        #expect(problem(text(["vender": "1"])) == #"unknown member "vender"; did you mean vendor? (line 1)"#)
    }

    @Test(arguments: ["s3cret", "", "env:", "vault:key", "ENV:KEY"])
    func `a secret in the open is refused and not repeated`(secret: String) {
        let expected = "must name where the secret is, not be it: write env:NAME, file:PATH or command:LINE (line 1)"
        #expect(problem(text(["apiKey": "\"\(secret)\""])) == "apiKey \(expected)")
        #expect(problem(text(["settings": #"{"User":"\#(secret)"}"#])) == "settings.User \(expected)")
    }

    @Test(arguments: [
        ("not a url", "is not a URL: write one that begins with https:// and a host"),
        ("/relative", "is not a URL: write one that begins with https:// and a host"),
        ("", "is not a URL: write one that begins with https:// and a host"),
        ("https://", "is not a URL: write one that begins with https:// and a host"),
        ("https://v.example:65536/a", "has the port 65536: a port is a number from 1 to 65535"),
        ("https://v.example/a#b", "has a fragment, which is never sent: leave out the # and what follows it"),
        ("https://v\u{200B}.example/", "holds U+200B (ZERO WIDTH SPACE), which is invisible: type it again without it"),
        ("https://münchen.example/", "names a host in letters that do not travel: write xn--mnchen-3ya.example"),
        ("https://user@v.example", "holds a user name: leave it out, secrets have members of their own"),
        ("https://u:p@v.example", "holds a user name: leave it out, secrets have members of their own"),
        ("ftp://v.example", "begins with ftp://: write a URL that begins with https://"),
        ("http://v.example", "is plain http, which anyone can read: use https, or set allowHttp"),
        ("http://127.v.example", "is plain http, which anyone can read: use https, or set allowHttp"),
        ("http://127.1", "names \"127.1\", which is not a host: correct the name or the address"),
        ("http://10.0.0.1", "is plain http, which anyone can read: use https, or set allowHttp"),
    ])
    func `a URL that cannot be used is refused, whichever endpoint it is`(url: String, reason: String) {
        for endpoint in ["syncOptions", "synchronize", "exists", "fieldsGet", "discovery"] {
            #expect(problem(text(endpoints: [endpoint: url])) == "endpoints.\(endpoint) \(reason) (line 1)")
        }
    }

    @Test func `all that is wrong with a URL is told at once`() {
        let url = "http://user:pw@v.example:0/a b|c?x=%zz#top"
        guard case .members(let problems)? = failure(text(endpoints: ["exists": url])) else {
            Issue.record("it was taken")
            return
        }
        let kinds: [MemberProblem.Kind] = [
            .url(.userInfo), .url(.fragment), .url(.port("0")), .url(.character(" ")), .url(.character("|")),
            .url(.percent), .plainHTTP,
        ]
        #expect(problems.map(\.kind) == kinds)
        #expect(problems.allSatisfy { $0.member == "endpoints.exists" && !$0.phrase.contains("pw") })
    }

    @Test(arguments: [
        "http://127.0.0.1:1/a", "http://127.8.8.8/a", "http://localhost/a", "http://LOCALHOST:80/a", "http://[::1]:9/a",
    ])
    func `plain http is fine on loopback`(url: String) {
        #expect(problem(text(endpoints: ["exists": url])) == nil)
    }

    @Test(arguments: [
        ("deadlineSeconds", "0", "from 30 to 600"), ("deadlineSeconds", "601", "from 30 to 600"),
        ("deadlineSeconds", "-1", "from 30 to 600"), ("deadlineSeconds", "1e400", "from 30 to 600"),
        ("ratePerSecond", "0", "from 0.01 to 1000"), ("ratePerSecond", "1001", "from 0.01 to 1000"),
        ("ratePerSecond", "1e-30", "from 0.01 to 1000"), ("ratePerSecond", "1e400", "from 0.01 to 1000"),
        ("ratePerSecond", "-0.5", "from 0.01 to 1000"), ("ratePerSecond", "1e-400", "from 0.01 to 1000"),
        ("inFlight", "0", "from 1 to 64"), ("inFlight", "65", "from 1 to 64"),
        ("inFlight", "99999999999999999999", "from 1 to 64"), ("inFlight", "4.0", "a whole number"),
        ("inFlight", "4e0", "a whole number"), ("inFlight", "\"4\"", "a whole number"),
        ("ratePerSecond", "\"2\"", "a number"), ("deadlineSeconds", "true", "a number"),
        ("safeToRepeat", "1", "true or false"), ("allowHttp", "\"yes\"", "true or false"),
        ("settings", "[]", "an object"), ("caFile", "{}", "a string"), ("vendor", "1", "a string"),
    ])
    func `a value outside its range or of another type is refused`(member: String, value: String, range: String) {
        #expect(problem(text([member: value])) == "\(member) must be \(range): correct it (line 1)")
    }

    @Test func `the least rate and the most can be used`() throws {
        #expect(try read(text(["ratePerSecond": "0.01"])).system.ratePerSecond == 0.01)
        #expect(try read(text(["ratePerSecond": "1e3"])).system.ratePerSecond == 1000)
    }

    @Test(arguments: [
        ("name", #""Drop\nbox""#, "name holds U+000A (LINE FEED), which is invisible: type it again without it"),
        (
            "name", #""Drop\u200bbox""#,
            "name holds U+200B (ZERO WIDTH SPACE), which is invisible: type it again without it"
        ),
        ("name", #""  ""#, "name is empty: fill it"), ("applicationId", #""""#, "applicationId is empty: fill it"),
        (
            "applicationId", #""app\r\nX: y""#,
            "applicationId holds U+000D (CARRIAGE RETURN), which is invisible: type it again without it"
        ),
        ("applicationId", #""äpp""#, #"applicationId holds "ä", which cannot travel in a header: correct it"#),
        (
            "settings", #"{"Field Name":"env:U"}"#,
            "settings.Field Name cannot be part of a header's name: use the field's ID, of letters, digits and hyphens"
        ),
        (
            "settings", #"{"":"env:U"}"#,
            "settings. cannot be part of a header's name: use the field's ID, of letters, digits and hyphens"
        ),
        (
            "settings", #"{"User":"env:U\u200b"}"#,
            "settings.User holds U+200B (ZERO WIDTH SPACE), which is invisible: type it again without it"
        ),
        ("apiKey", #""s3cret\u0000""#, "apiKey holds U+0000 (NULL), which is invisible: type it again without it"),
        ("caFile", #"" ""#, "caFile is empty: fill it"),
        ("caFile", #""ca\u0000.pem""#, "caFile holds U+0000 (NULL), which is invisible: type it again without it"),
    ])
    func `what nobody sees and what cannot travel is refused, wherever it stands`(
        member: String,
        value: String,
        told: String
    ) {
        #expect(problem(text([member: value])) == told + " (line 1)")
    }

    @Test func `white space at an end is not meant, and a name is in one spelling`() throws {
        let system = try read(
            text(
                ["name": #"" Ba\u0308r ""#, "applicationId": #"" app\t""#, "apiKey": #"" env:KEY ""#],
                endpoints: ["exists": " https://v.example/c "]
            )
        )
        .system
        #expect(Array(system.name.rawValue.unicodeScalars) == Array("Bär".unicodeScalars))
        #expect(system.applicationID == "app")
        #expect(system.apiKey == .environment("KEY"))
        #expect(system.endpoints.exists == "https://v.example/c")
    }

    @Test(arguments: ["-", "---", "_ _", "!", "->"])
    func `the name of a system has a letter or a digit`(name: String) throws {
        #expect(
            problem(text(["name": "\"\(name)\""])) == "name needs a letter or a digit: correct it (line 1)"
        )
        #expect(try read(text(["name": "\"\(name)ß\""])).system.name.rawValue == "\(name)ß")
    }

    @Test func `a choice that is none names those that are`() {
        #expect(
            problem(text(["vendor": #""Dropbox""#])) == #"vendor is "Dropbox": use one of dropbox, generic (line 1)"#
        )
        #expect(
            problem(text(["dialect": #""odd""#])) == #"dialect is "odd": use one of standard, result-only (line 1)"#
        )
    }
}
