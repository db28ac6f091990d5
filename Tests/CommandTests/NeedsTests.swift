import Foundation
import TestKit
import Testing

/// What needs somebody, what happened, and how things stand, from the command line.
@Suite(.timeLimit(.minutes(20))) struct NeedsTests {
    @Test func `the inbox lists what needs somebody with the vendor's words, account and field`() async throws {
        let stage = try await Stage(faults: ["synchronize:401@1"])
        #expect(try await stage.synchronizeReseller().code == 77)
        let inbox = try await stage.program("inbox", "--json")
        #expect(inbox.code == 0 && inbox.count("items") == 2)
        #expect(inbox.text("items.0.kind") == "paused" && inbox.text("items.0.system") == "Dropbox")
        #expect(inbox.text("items.1.kind") == "refused" && inbox.text("items.1.account.code") == "R-1")
        #expect(inbox.text("items.1.by") == "tester" && inbox.text("items.1.attempt") != nil)
        #expect(inbox.out.contains(#""blocked" : 1"#) && !inbox.out.contains("X-1"))
        let text = try await stage.program("inbox")
        #expect(text.out.contains("since Dropbox refused the key (HTTP 401)"), "\(text.out)")
        #expect(text.err.contains("--kind blocked lists it"))
        let blocked = try await stage.program("inbox", "--kind", "blocked", "--system", "dropbox")
        #expect(blocked.out.contains("X-1") && blocked.out.contains("no country"))
        #expect(!blocked.out.contains("SINCE") && text.out.contains("SINCE"), "\(blocked.out)")
        // Whoever asks for one kind is told of no other.
        let refused = try await stage.program("inbox", "--kind", "refused")
        #expect(refused.out.contains("R-1") && refused.err.isEmpty, "\(refused)")
        #expect(try await stage.program("inbox", "--kind", "happy").code == 64)
    }

    @Test func `a past attempt is explained step by step, and what would be sent without sending it`() async throws {
        let stage = try await Stage()
        #expect(try await stage.program("explain", "R-1", "--system", "Dropbox").code == 65)
        let dry = try await stage.program(
            "explain",
            "R-1",
            "--system",
            "Dropbox",
            "--dry-run",
            "--set",
            "reseller-id=RS-77",
            "--json"
        )
        #expect(dry.code == 0 && dry.out.contains(#""sendable" : true"#))
        #expect(dry.text("requests.0.call") == "exists" && dry.text("requests.1.path") == "/accounts/synchronize")
        #expect(dry.text("requests.1.body")?.contains("RS-77") == true)
        // Two systems on one host are told apart by their ports.
        let url = try #require(dry.text("requests.1.url"))
        let host = try #require(dry.text("requests.1.host"))
        #expect(
            url == "http://\(host)/accounts/synchronize" && host.wholeMatch(of: /127\.0\.0\.1:[0-9]+/) != nil,
            "\(url)"
        )
        #expect(try stage.calls("exists") == 0 && (try stage.calls("synchronize")) == 0)
        #expect(try await stage.synchronizeReseller().code == 0)
        let told = try await stage.program("explain", "R-1", "--system", "Dropbox", "--json")
        #expect(
            told.text("steps.1.event") == "intent"
                && told.text("steps.2.message")?.hasPrefix("answered: created") == true
        )
        #expect(told.out.contains(#""isExact" : true"#) && told.text("request.method") == "POST")
        #expect(try await stage.program("explain", "R-1", "--system", "Dropbox", "--attempt", "2").code == 65)
        let key = try #require(stage.program.environment["KEY"])
        for run in [dry, told, try await stage.program("explain", "R-1", "--system", "Dropbox")] {
            let coded = Data(key.utf8).base64EncodedString()
            #expect(!run.out.contains(key) && !run.out.contains(coded))
        }
    }

    @Test func `a paused system is explained without an account`() async throws {
        let stage = try await Stage(faults: ["synchronize:401@1"])
        #expect(try await stage.program("why", "--system", "Dropbox").err == "Dropbox is not paused.\n")
        _ = try await stage.synchronizeReseller()
        let told = try await stage.program("why", "--system", "Dropbox", "--json")
        #expect(told.text("0.message") == "Dropbox is paused." && told["0.account"] == nil)
        #expect(told.text("0.change.command") == "account-sync systems check Dropbox")
        #expect(try await stage.program("why").code == 64)
    }

    @Test func `the dashboard counts by system`() async throws {
        let stage = try await Stage()
        _ = try await stage.synchronizeReseller()
        let board = try await stage.program("dashboard", "--json")
        #expect(board.text("0.system") == "Dropbox" && board.text("0.lastChange.by") == "tester")
        #expect(board.out.contains(#""synchronized" : 1"#) && board.out.contains(#""total" : 5"#))
        let text = try await stage.program("dashboard")
        #expect(text.out.contains("\n5 accounts, 0 need somebody.\n"), "\(text)")
        #expect(board.text("0.resellers.0.account.code") == "R-1" && board.out.contains(#""customers" : 3"#))
    }

    @Test func `a Reseller ID that another reseller has, or that was refused, is told before sending`() async throws {
        let stage = try await Stage(
            """
            id,code,name,type,parent_code,email,country
            1,R-1,One,reseller,,one@x.example,DE
            2,R-2,Two,reseller,,two@x.example,DE
            """
        )
        _ = try await stage.synchronizeReseller()
        let taken = try await stage.program(
            "synchronize",
            "R-2",
            "--system",
            "Dropbox",
            "--set",
            "reseller-id=rs-77",
            "--dry-run",
            "--json"
        )
        #expect(taken.out.contains("Reseller ID is that of another reseller, One (R-1)"))
    }
}
