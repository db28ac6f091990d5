import Synchronizing
import Testing
import TextScreen

@testable import Console

/// What is said is whole in the smallest window as well.
@Suite(.timeLimit(.minutes(20))) struct SmallScreenTests {
    @Test func `a case is scrolled to its end, and back`() async throws {
        let stage = try await Stage.open(faults: ["synchronize:500@1"])
        await stage.send("R-100")
        await stage.leave()
        await stage.type("d")
        await stage.press(.enter)
        await stage.resize(40, 12)
        #expect(stage.shows("in doubt at Dropbox since") && !stage.text.contains("What happens next"))
        #expect(stage.text.contains("▼") && !stage.text.contains("▲"), "\(stage.text)")
        await stage.press(.end)
        #expect(stage.text.contains("What happens next"), "\(stage.text)")
        #expect(stage.text.contains("▲") && !stage.text.contains("▼"), "\(stage.text)")
        await stage.press(.wheel(-1))
        #expect(!stage.shows("in doubt at Dropbox since"))
        await stage.press(.home)
        #expect(stage.shows("in doubt at Dropbox since"))
    }

    @Test func `a message is shown to its last word, and a form that is sending says so`() async throws {
        let stage = try await Stage.open(faults: ["synchronize:500@1"])
        await stage.openForm("R-100")
        await stage.type("RS-77")
        await stage.resize(40, 12)
        await stage.press(.control("s"), until: "sending, once …")
        #expect(stage.text.contains("sending, once …"))
        await stage.settle()
        #expect(stage.shows("d lists it, and e there asks now."), "\(stage.text)")
    }

    @Test func `a long message after sending says where it goes on, and is read to its end by keys and by the wheel`()
        async throws
    {
        let stage = try await Stage.open()
        await stage.openForm("R-100")
        let form = try #require((stage.console.screens.last as? FormScreen)?.form)
        let words = (1...60).map { "word\($0)" }.joined(separator: " ")
        let refusal = Conclusion.Refusal(status: 200, message: words, isBeforeSending: false)
        stage.console.update(.message(Console.Message(content: .happened(.concluded(form, .refused(refusal))))))
        await stage.settle()
        await stage.resize(40, 12)
        #expect(stage.text.contains("▼") && !stage.text.contains("▲"), "\(stage.text)")
        await stage.press(.down)
        #expect(stage.text.contains("▲"), "\(stage.text)")
        for _ in 0..<9 where stage.text.contains("▼") { await stage.press(.pageDown) }
        #expect(stage.text.contains("word60") && stage.shows("then try again."), "\(stage.text)")
        for _ in 0..<9 { await stage.press(.wheel(-1)) }
        #expect(stage.shows("Dropbox refused Northwind Cloud") && !stage.text.contains("▲"), "\(stage.text)")
    }

    @Test func `the details are read to their end by pages, and say where they go on`() async throws {
        let stage = try await Stage.open()
        await stage.synchronizeReseller()
        await stage.press(.enter)
        await stage.resize(40, 12)
        #expect(stage.text.contains("▼") && !stage.text.contains("▲"), "\(stage.text)")
        var seen = stage.text
        for _ in 0..<9 where stage.text.contains("▼") {
            await stage.press(.pageDown)
            seen += stage.text
        }
        #expect(stage.text.contains("▲") && !stage.text.contains("▼"), "\(stage.text)")
        let words = seen.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        for text in ["(not Storefront)", "Updated", "sending began"] { #expect(words.contains(text), "\(seen)") }
        for _ in 0..<9 { await stage.press(.pageUp) }
        #expect(stage.text.contains("Parent Account") && !stage.text.contains("▲"), "\(stage.text)")
    }

    @Test func `the counts below the list stand as signs where there is no room for all in words`() async throws {
        let stage = try await Stage.open()
        await stage.synchronizeReseller()
        await stage.type("/")
        await stage.press(.escape)
        await stage.resize(40, 12)
        let counts = try #require(stage.lines.last { $0.contains("○") })
        #expect(counts.contains("○ ") && counts.contains("! ") && !counts.contains("…"), "\(stage.text)")
        #expect(!counts.contains("not synchronized"), "\(stage.text)")
    }

    @Test func `the details show an email and a state whole`() async throws {
        let stage = try await Stage.open()
        await stage.synchronizeReseller()
        await stage.press(.enter)
        await stage.resize(40, 12)
        #expect(stage.shows("● synchronized as dbx-9e377") && stage.shows("ops@northwind.example"), "\(stage.text)")
    }
}
