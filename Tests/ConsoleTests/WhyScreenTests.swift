import Accounts
import Testing
import TextScreen

@testable import Console

/// Why something is as it is, what happened in an attempt, and how things stand.
@Suite(.timeLimit(.minutes(20))) struct WhyScreenTests {
    private static let words = "The reseller dbx-9e377 does not exist."

    @Test func `W says why, from the list, the details, the systems, a case, a plan and a form`() async throws {
        let stage = try await Stage.withRefused()
        await stage.find("C-101")
        await stage.type("W")
        #expect(stage.shows("Bäckerei Sonne GmbH (C-101) is refused at Dropbox."))
        #expect(stage.shows("the outcome was: refused: \"\(Self.words)\""))
        #expect(stage.shows("To alter that: correct what the vendor names, then send it again."))
        await stage.press(.enter)
        #expect(stage.shows("Sync Options ── C-101"), "the change is one key away")
        await stage.press(.function(4))
        #expect(stage.shows("Bäckerei Sonne GmbH (C-101) is refused at Dropbox."), "on a button it is the state")
        await stage.press(.escape, .backTab, .backTab, .control("y"))
        #expect(stage.shows("Reseller ID of Bäckerei Sonne GmbH (C-101) at Dropbox is \"RS-77\"."))
        await stage.leave()
        await stage.press(.enter)
        await stage.type("W")
        #expect(stage.shows("is refused at Dropbox."))
        await stage.press(.escape, .enter)
        await stage.type("W")
        #expect(stage.shows("is refused at Dropbox."))
        await stage.leave()
        await stage.type(" b")
        await stage.type("W")
        #expect(stage.shows("In the plan, C-101 is ready."))
        await stage.leave()
        await stage.type("dW")
        #expect(stage.shows("is refused at Dropbox."))
    }

    @Test func `after sending W is about the account, not about the field that was filled in last`() async throws {
        let stage = try await Stage.open()
        await stage.send("R-100")
        await stage.type("W")
        #expect(stage.shows("Northwind Cloud (R-100) is synchronized at Dropbox."))
    }

    @Test func `a pause is explained, with the request that it came from`() async throws {
        let stage = try await Stage.open(faults: ["synchronize:401@1"])
        await stage.send("R-100")
        await stage.leave()
        await stage.type("d")
        await stage.press(.enter)
        #expect(stage.shows("Dropbox is paused."))
        #expect(stage.shows("the last request that it refused for this reason was for Northwind Cloud (R-100)"))
        #expect(stage.shows("account-sync systems check Dropbox"))
    }

    // MARK: Attempts

    @Test func `an entry of the history is shown step by step on Enter, with the request and no secret`() async throws {
        let stage = try await Stage.withRefused()
        await stage.find("C-101")
        await stage.press(.enter, .end, .enter)
        #expect(stage.shows("attempt 1 of 1"))
        #expect(stage.shows("asked before sending: not there"))
        #expect(stage.shows("answered: refused: \"\(Self.words)\""))
        await stage.resize(80, 120)
        #expect(stage.shows("POST /accounts/synchronize"))
        #expect(stage.shows("\"ResellerExternalID\" : \"dbx-9e377\""))
        #expect(stage.shows("X-CloudPlatform-APIKey: …"))
        #expect(stage.shows("nothing that it is made from has changed"))
    }

    @Test func `the wheel scrolls why something is as it is, and what happened`() async throws {
        let stage = try await Stage.withRefused()
        await stage.find("C-101")
        await stage.type("W")
        await stage.expectThatWheelScrolls()
        await stage.press(.escape, .enter, .end, .enter)
        #expect(stage.shows("attempt 1 of 1"))
        await stage.expectThatWheelScrolls()
    }

    // MARK: Numbers

    @Test func `the dashboard counts by system, and leads to the Reseller IDs`() async throws {
        let stage = try await Stage.withRefused()
        await stage.type("D")
        #expect(stage.line("Dropbox").hasPrefix("Dropbox 1 "))
        #expect(stage.shows("✗ 1 refused"))
        #expect(stage.shows("Northwind Cloud (R-100)"))
        await stage.press(.enter)
        #expect(stage.line("R-100").hasPrefix("R-100 Northwind Cloud RS-77 ● synchronized 2026-11-02"))
        #expect(stage.shows("as sent"))
        #expect(stage.shows("was in a request that was refused"))
        await stage.type("f")
        #expect(!stage.line("RS-77").hasPrefix("R-100") && stage.lines[1].contains("1 that does not fit"))
    }
}

extension Stage {
    /// A notch of the wheel scrolls a text by three lines in a small window, and one the other way takes it back.
    fileprivate func expectThatWheelScrolls(location: SourceLocation = #_sourceLocation) async {
        await resize(40, 10)
        let before = lines
        #expect(text.contains("▼") && !text.contains("▲"), "\(text)", sourceLocation: location)
        await press(.wheel(1))
        // The first and the last row of the text hold the marks.
        #expect(Array(lines[2...3]) == Array(before[5...6]), "\(text)", sourceLocation: location)
        #expect(text.contains("▲"), "\(text)", sourceLocation: location)
        await press(.wheel(-1))
        #expect(lines == before, "\(text)", sourceLocation: location)
        await resize(80, 24)
    }
}
