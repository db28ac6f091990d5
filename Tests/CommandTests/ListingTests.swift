import Foundation
import TestKit
import Testing

/// What the reading commands tell: by codes, with reasons, in the words of the command line.
@Suite(.timeLimit(.minutes(20))) struct ListingTests {
    @Test func `the history names accounts by their codes`() async throws {
        let stage = try await Stage()
        _ = try await stage.synchronizeReseller()
        let text = try await stage.program("attempts")
        #expect(text.out.contains(" R-1 "))
        let json = try await stage.program("attempts", "--json")
        let account: NSDictionary = ["id": "1", "code": "R-1", "name": "Northwind Cloud"]
        #expect(json["0.account"] == account, "\(json)")
        // The number that `explain --attempt` takes.
        let one = try await stage.program("attempts", "R-1", "--json")
        #expect(one["0.attemptNumber"] as? Int == 1, "\(one)")
        #expect(try await stage.program("attempts", "R-1").out.contains(" Dropbox  1   outcome"))
        #expect(try await stage.program("explain", "R-1", "--system", "Dropbox", "--attempt", "1").code == 0)
    }

    @Test func `times are the reader's in columns, and UTC in JSON`() async throws {
        let stage = try await Stage()
        _ = try await stage.synchronizeReseller()
        var program = stage.program
        program.environment["TZ"] = "XXX-14"
        let json = try await program("attempts", "R-1", "--json")
        let at = try #require(json.text("0.at"))
        #expect(at.hasSuffix("Z"))
        let later = try Date(at, strategy: .iso8601).addingTimeInterval(14 * 3600).ISO8601Format()
        let shown = String(later.replacing("T", with: " ").dropLast())
        let explain = ["explain", "R-1", "--system", "Dropbox"]
        for command in [["attempts"], ["attempts", "R-1"], ["why", "R-1"], explain] {
            let text = try await program.run(command)
            #expect(text.out.contains(shown), "\(command): \(text)")
        }
        let status = try await program("status", "R-1")
        #expect(status.out.contains(String(shown.prefix(10))), "\(status)")
    }

    @Test func `where there is nothing, the headings are printed, and a sentence for people`() async throws {
        let stage = try await Stage()
        let none = try await stage.program("accounts", "list", "--filter", "nobody")
        #expect(none.code == 0 && none.out.hasPrefix("CODE  NAME  TYPE"), "\(none)")
        #expect(none.err == "No account is listed.\n")
        let sent = try await stage.program("attempts")
        #expect(sent.out.hasPrefix("WHEN  ACCOUNT") && sent.err == "Nothing was ever sent or asked for.\n", "\(sent)")
        let json = try await stage.program("accounts", "list", "--filter", "nobody", "--json")
        #expect(json.out == "[\n\n]\n" && json.err.isEmpty, "\(json)")
    }

    @Test func `what its own data blocks is listed with the reason`() async throws {
        let stage = try await Stage()
        let list = try await stage.program("accounts", "list")
        #expect(list.out.contains("Dropbox: blocked (no country)"))
        #expect(list.out.contains("Dropbox: not synchronized\n"))
        #expect(try await stage.program("accounts", "show", "X-1").out.contains(": blocked (no country)\n"))
        #expect(try await stage.program("status", "X-1").out.contains("blocked (no country)"))
        let status = try await stage.program("status", "X-1", "--json")
        #expect(status.text("Dropbox.state") == "blocked" && status.text("Dropbox.fault") == "no country")
        let shown = try await stage.program("accounts", "show", "X-1", "--json")
        #expect(shown.text("status.Dropbox.fault") == "no country", "\(shown)")
        let listed = try await stage.program("accounts", "list", "--filter", "X-1", "--json")
        #expect(listed.text("0.status.Dropbox.fault") == "no country", "\(listed)")
    }

    @Test func `an account is shown with every field that is filled`() async throws {
        let stage = try await Stage(
            """
            code,name,type,email,country,phone,website,contact_first_name,contact_last_name,address1,address2,city,post_code,state
            R-1,Northern,reseller,a@b.example,DE,+49 1,https://b.example,Eva,Ott,Dorfstr. 1,2nd floor,Hamburg,20457,HH

            """
        )
        let shown = try await stage.program("accounts", "show", "R-1").out
        for value in [
            "Northern", "a@b.example", "DE", "+49 1", "https://b.example", "Eva Ott", "Dorfstr. 1", "2nd floor",
            "20457 Hamburg", "HH",
        ] {
            #expect(shown.contains(value), "\(value)")
        }
    }

    @Test func `a list is sorted by the column that is named, as text, JSON and CSV, and the other way around`()
        async throws
    {
        let stage = try await Stage()
        _ = try await stage.synchronizeReseller()
        func codes(_ sort: String) async throws -> [String] {
            let text = try await stage.program("accounts", "list", "--sort", sort).out
            let rows = text.split(separator: "\n").dropFirst().compactMap { $0.split(separator: " ").first }
                .map(String.init)
            let csv = try await stage.program("accounts", "list", "--csv", "--sort", sort).out
            #expect(csv.split(separator: "\n").dropFirst().map { $0.split(separator: ",")[1] } == rows.map { $0[...] })
            let json = try await stage.program("accounts", "list", "--json", "--sort", sort)
            for (place, code) in rows.enumerated() { #expect(json.text("\(place).code") == code) }
            return rows
        }
        #expect(try await codes("code") == ["C-1", "C-2", "R-1", "S-1", "X-1"])
        #expect(try await codes("code:desc") == ["X-1", "S-1", "R-1", "C-2", "C-1"])
        #expect(try await codes("name") == ["C-1", "C-2", "X-1", "R-1", "S-1"])
        #expect(try await codes("email:desc") == ["R-1", "S-1", "X-1", "C-2", "C-1"])
        #expect(try await codes("country") == ["X-1", "C-1", "R-1", "S-1", "C-2"])
        #expect(try await codes("status:desc").first == "R-1")
    }

    @Test func `what cannot be sorted by is told with what can be`() async throws {
        let stage = try await Stage()
        let wrong = try await stage.program("accounts", "list", "--sort", "moon")
        #expect(wrong.code == 64 && wrong.err.contains("name:desc"))
        let registration = Registration(base: "http://127.0.0.1:9", name: "Zoom").json
        let file = try stage.program.directory.write("zoom.json", registration)
        #expect(try await stage.program("systems", "add", file, "--same-vendor").code == 0)
        let several = try await stage.program("accounts", "list", "--sort", "status")
        #expect(several.code == 64 && several.err.contains("Name one with --system: Dropbox, Zoom."))
        #expect(several.out == "")
        #expect(try await stage.program("accounts", "list", "--sort", "status", "--system", "zoom").code == 0)
    }

    @Test func `what a process that died left in doubt is told with a command, not with a key`() async throws {
        let stage = try await Stage(faults: ["synchronize:stall@1"])
        let sending = try stage.program.start(
            ["synchronize", "R-1", "--system", "Dropbox", "--set", "reseller-id=RS-77"]
        )
        try await stage.arrival(of: "synchronize")
        await sending.kill()
        let list = try await stage.program("accounts", "list")
        #expect(
            list.err
                == """
                An attempt was cut off when the program ended last time: its account is in doubt.
                  Ask the vendor: `account-sync resolve --all --system Dropbox`.

                """
        )
    }

    @Test func `the vendor is asked for its fields again if that is wanted`() async throws {
        let stage = try await Stage()
        for (words, calls) in [([], 1), ([], 1), (["--refresh"], 2)] {
            let run = try await stage.program.run(["options", "R-1", "--system", "Dropbox"] + words)
            #expect(run.code == 0, "\(run)")
            #expect(try stage.calls("syncoptions") == calls)
        }
    }

    @Test func `a value that is missing is told with the option that gives it`() async throws {
        let stage = try await Stage()
        let cure = "Reseller ID is empty: add --set reseller-id=VALUE"
        #expect(try await stage.program("synchronize", "R-1", "--system", "Dropbox").err.contains(cure))
        #expect(try await stage.program("options", "R-1", "--system", "Dropbox").out.contains(cure))
        let json = try await stage.program("synchronize", "R-1", "--system", "Dropbox", "--json")
        #expect(json.out.contains("add --set reseller-id=VALUE"))
        // A customer's comes from its reseller, once that is synchronized: it is not to be made up.
        let customer = try await stage.program("synchronize", "C-1", "--system", "Dropbox")
        #expect(customer.err.contains("synchronize the reseller first"), "\(customer.err)")
        let options = try await stage.program("options", "C-1", "--system", "Dropbox")
        let why = try await stage.program("why", "C-1", "--system", "Dropbox")
        #expect(![customer.err, options.out, why.out].joined().contains("Reseller ID is empty"))
        #expect(
            try await stage.program("synchronize", "R-1", "--system", "Dropbox", "--set", "reseller-id=RS-77").code == 0
        )
    }
}
