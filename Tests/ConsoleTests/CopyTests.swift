import Telling
import Testing
import TextScreen

@testable import Console

/// `y` hands what is under the cursor to the terminal's clipboard.
@Suite(.timeLimit(.minutes(20))) struct CopyTests {
    /// What was copied since the last time.
    private func copied(_ stage: Stage) -> [String] { stage.console.takeClippings().map(\.text) }

    @Test func `in the list y asks what of the account, and y again is its code`() async throws {
        let stage = try await Stage.open()
        await stage.type("j")
        await stage.type("y")
        #expect(stage.line("email") == "email info@sonne.example")
        await stage.type("y")
        #expect(copied(stage) == ["C-101"])
        #expect(stage.shows("Copied (code): C-101"))
        await stage.type("yj")
        await stage.press(.enter)
        #expect(copied(stage) == ["info@sonne.example"])
        #expect(copied(stage).isEmpty, "each is handed over once")
    }

    @Test func `where nothing is under the cursor, y says so`() async throws {
        let stage = try await Stage.open()
        await stage.type("/zzzzz")
        await stage.press(.enter)
        await stage.type("y")
        #expect(stage.shows("Not now: there is nothing to copy under the cursor."))
        #expect(copied(stage).isEmpty)
    }

    @Test func `after sending, the id and the command that does the same can be copied`() async throws {
        let stage = try await Stage.open()
        await stage.send("R-100")
        await stage.type("Y")
        let command = try #require(copied(stage).first)
        #expect(command.hasPrefix("account-sync synchronize R-100 --system Dropbox --set "))
        #expect(command.contains("=RS-77 --workspace /"))
        await stage.type("yj")
        await stage.press(.enter)
        #expect(copied(stage).first?.hasPrefix("dbx-") == true)
    }

    @Test func `the words of a refusal can be copied from the message and the log`() async throws {
        let stage = try await Stage.open(faults: ["synchronize:401@1"])
        await stage.send("R-100")
        let message = try #require(stage.console.clips.first { $0.label == "message" }?.text)
        #expect(message.contains("401"))
        await stage.leave()
        await stage.type("ly")
        await stage.press(.enter)
        #expect(copied(stage).first == message)
    }

    @Test func `the code of an account that was decided about can be copied from the log`() async throws {
        let stage = try await Stage.open(portal: [.init(id: "dbx-old", platformID: "4001", name: "Northwind Cloud")])
        await stage.send("R-100")
        await stage.type("a")
        await stage.leave()
        await stage.type("l")
        #expect(stage.shows("R-100 Northwind Cloud is linked as dbx-old at Dropbox"), "\(stage.text)")
        await stage.type("y")
        await stage.press(.end, .enter)
        #expect(copied(stage) == ["R-100"])
    }

    @Test func `a plan, its run and a case can be copied from`() async throws {
        let stage = try await Stage.open(faults: ["synchronize:reset-after-execution@1"])
        await stage.type(" b")
        await stage.type("Y")
        #expect(copied(stage).first?.hasPrefix("account-sync plan R-100 --system Dropbox --workspace ") == true)
        await stage.press(.enter)
        await stage.type("RS-77")
        await stage.press(.enter)
        await stage.type("Y")
        #expect(copied(stage).isEmpty, "values of a single account need a file")
        await stage.press(.control("s"))
        await stage.type("yyy")
        #expect(copied(stage) == ["R-100"])
        await stage.press(.escape)
        await stage.type("dY")
        #expect(copied(stage).first?.hasPrefix("account-sync resolve R-100 --system Dropbox") == true)
    }

    @Test func `a filter can be copied as the command that lists the same`() async throws {
        let stage = try await Stage.open()
        await stage.type("/it's")
        await stage.press(.control("u"))
        await stage.type("sonne !zz")
        await stage.press(.enter)
        await stage.type("Y")
        #expect(copied(stage).first?.hasPrefix("account-sync accounts list --filter 'sonne !zz' --workspace") == true)
    }

    @Test func `hostile names are copied as they are shown`() async throws {
        let stage = try await Stage.open(only: Hostile.accounts)
        for _ in 0..<6 {
            await stage.type("yyj")
            for clipping in stage.console.takeClippings() {
                #expect(
                    clipping.text.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) }
                )
            }
        }
    }

    @Test func `the pop-up`() async throws {
        let stage = try await Stage.open()
        await stage.synchronizeReseller()
        await stage.type("y")
        try await stage.expectGolden("copy")
    }
}
