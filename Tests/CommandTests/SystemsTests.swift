import Foundation
import TestKit
import Testing

/// Registering provisioning systems, and what happens to those in use.
@Suite(.timeLimit(.minutes(20))) struct SystemsTests {
    @Test func `adding contacts nobody and resolves nothing; the registration is shown with references only`()
        async throws
    {
        let program = try Program()
        let text = """
            { "name": "Far", "applicationId": "app", "apiKey": "file:secrets/none", "settings": { "User": "command:false" },
              "dialect": "result-only", "safeToRepeat": true, "deadlineSeconds": 1, "ratePerSecond": 0.5, "inFlight": 1,
              "endpoints": { "syncOptions": "https://far.invalid/a?x=1", "synchronize": "https://far.invalid/b",
                "exists": "https://far.invalid/c" } }
            """
        try await program.prepare("code,name\nA,1\n", text)
        let shown = try await program("systems", "show", "far", "--json")
        #expect(shown.code == 0)
        #expect(shown.text("apiKey") == "file:secrets/none")
        #expect(shown.text("settings.User") == "command:false")
        #expect(shown.text("endpoints.syncOptions") == "https://far.invalid/a?x=1")
        #expect(shown["deadlineSeconds"] == NSNumber(value: 30))
        let list = try await program("systems", "list", "--json")
        #expect(list.text("0.name") == "Far")
        #expect(list.text("0.state") == "ready")
        let used = try await program("options", "A", "--system", "Far")
        #expect(used.code == 78)
        #expect(used.out.isEmpty)
    }

    @Test(arguments: [
        ("nothing", "it is not JSON at line 1"),
        ("{}", "name is missing"),
        (
            Registration(base: "https://v.example", more: #""colour": 1,"#).json,
            "unknown member \"colour\""
        ),
        (
            Registration(base: "https://v.example").json.replacing("env:KEY", with: "s3cret"),
            "apiKey must name where the secret is"
        ),
        (
            Registration(base: "http://v.example").json,
            "endpoints.syncOptions is plain http"
        ),
        (
            Registration(base: "http://127.v.example").json,
            "endpoints.syncOptions is plain http"
        ),
    ])
    func `a registration that cannot be used is 78, with the member and the cure, and never a secret`(
        text: String,
        message: String
    ) async throws {
        let program = try Program()
        try await program("init")
        let run = try await program("systems", "add", "-", input: text)
        #expect(run.code == 78)
        #expect(run.err.hasPrefix("The registration cannot be used") && run.err.contains(message), "\(run.err)")
        #expect(!run.err.contains("s3cret"))
        #expect(try await program("systems", "list", "--json").json == [] as NSArray)
    }

    @Test func `the same application at the same URL needs --same-vendor, and claims then hold across both`()
        async throws
    {
        let stage = try await Stage()
        let program = stage.program
        try program.directory.write("twin.json", Registration(base: stage.sandbox.url(""), name: "Twin").json)
        #expect(try await program("systems", "add", "system.json").code == 65)
        let taken = try await program("systems", "add", "twin.json")
        #expect(taken.code == 65)
        #expect(taken.err.contains("as Dropbox"))
        #expect(taken.err.contains("--same-vendor"))
        #expect(try await program("systems", "add", "twin.json", "--same-vendor").code == 0)
        _ = try await stage.synchronizeReseller()
        let other = try await program("synchronize", "R-1", "--system", "Twin", "--set", "reseller-id=RS-77")
        #expect(other.code != 70)
        #expect(try stage.executed == 1)
    }

    @Test func `a system in use is not removed and keeps its vendor; it can be disabled and enabled`() async throws {
        let stage = try await Stage()
        let program = stage.program
        #expect(try await program("systems", "remove", "Nobody").code == 65)
        _ = try await stage.synchronizeReseller()
        let kept = try await program("systems", "remove", "Dropbox")
        #expect(kept.code == 65)
        #expect(kept.err.contains("systems disable"))
        let moved = Registration(base: stage.sandbox.url(""), applicationID: "another").json
        try program.directory.write("moved.json", moved)
        #expect(try await program("systems", "update", "Dropbox", "moved.json").code == 65)
        #expect(try await program("systems", "disable", "Dropbox").code == 0)
        #expect(try await program("systems", "list", "--json").text("0.state") == "disabled")
        let refused = try await program("synchronize", "C-1", "--system", "Dropbox")
        #expect(refused.code == 78)
        #expect(try await program("systems", "enable", "Dropbox").code == 0)
        #expect(try await program("synchronize", "C-1", "--system", "Dropbox").code == 0)
        #expect(try stage.executed == 2)
    }

    @Test func `a system that was never used is removed, and one keeps its name`() async throws {
        let stage = try await Stage()
        let program = stage.program
        try program.directory.write("other.json", Registration(base: stage.sandbox.url(""), name: "Other").json)
        let renamed = try await program("systems", "update", "Dropbox", "other.json")
        #expect(renamed.code == 78)
        #expect(try await program("systems", "update", "Dropbox", "system.json").code == 0)
        #expect(try await program("systems", "remove", "Dropbox").code == 0)
        #expect(try await program("systems", "list", "--json").json == [] as NSArray)
    }

    @Test func `a wrong key pauses the system; a registration that is right, or a clean check, ends the pause`()
        async throws
    {
        let stage = try await Stage(faults: ["synchronize:401@1"])
        let program = stage.program
        let refused = try await stage.synchronizeReseller()
        #expect(refused.code == 77)
        #expect(refused.text("state") == "refused")
        #expect(try await program("systems", "list", "--json").text("0.state") == "paused")
        let paused = try await stage.synchronizeReseller()
        #expect(paused.code == 77)
        #expect(try stage.calls("synchronize") == 1)
        let check = try await program("systems", "check", "Dropbox", "--json")
        #expect(check.code == 0)
        #expect(check["problems"] == [] as NSArray && check["pauseEnded"] is NSNumber)
        #expect(try await program("systems", "list", "--json").text("0.state") == "ready")
        #expect(try await stage.synchronizeReseller().code == 0)
        var wrong = program
        wrong.environment["KEY"] = "wrong"
        let denied = try await wrong("systems", "check", "Dropbox")
        #expect(denied.code == 77)
        #expect(denied.err.contains("Check the application id and the API key"))
        #expect(!denied.err.contains("wrong"))
        #expect(try await program("systems", "update", "Dropbox", "system.json").code == 0)
        #expect(try await program("systems", "list", "--json").text("0.state") == "ready")
    }

    @Test func `a connection to the BSS that cannot be used is called that`() async throws {
        let program = try Program()
        try await program("init")
        try program.directory.write("bss.json", "{ \"name\": \"BSS\" }")
        let run = try await program("bss", "add", "bss.json")
        #expect(run.code == 78 && run.err.hasPrefix("The connection cannot be used"), "\(run)")
    }

    @Test func `all that is wrong with a connection to the BSS is told at once`() async throws {
        let program = try Program()
        try await program("init")
        try program.directory.write(
            "bss.json",
            """
            {"name": "BSS", "url": "http://user@bss.example/api#top", "clientKey": "secret", "clientSecret": "env:S",
             "username": "env:U", "pageSize": 0, "pullEveryMinutes": "often", "mostPercent": 50, "emailform": "x"}
            """
        )
        let run = try await program("bss", "add", "bss.json")
        #expect(run.code == 78)
        for member in ["clientKey", "password", "pageSize", "pullEveryMinutes", "emailform"] {
            #expect(run.err.contains(member), "\(member) in \(run.err)")
        }
        #expect(run.err.components(separatedBy: "url").count > 3, "the name, the fragment and plain HTTP: \(run.err)")
        #expect(try await program("bss", "show").code != 0)
    }
}
