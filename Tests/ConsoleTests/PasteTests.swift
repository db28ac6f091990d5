import Console
import Testing
import TextScreen

/// What is pasted into a field of one line: nothing is joined, nothing is left out without a word.
@Suite(.timeLimit(.minutes(20))) struct PasteTests {
    private func form() async throws -> Stage {
        let stage = try await Stage.open()
        await stage.openForm("R-100")
        return stage
    }

    @Test(arguments: [
        "RS-77\nRS-88\n q", "RS-77\r\nRS-88\r\nRS-99\r\n", "\n\nRS-77\u{2028}RS-88\u{2029}RS-99",
        "RS-77\u{85}x\u{0B}y\n\n",
    ])
    func `of several lines the first is taken, and the others are told`(_ pasted: String) async throws {
        let stage = try await form()
        await stage.press(.paste(pasted))
        #expect(stage.line("Reseller ID *") == "Reseller ID * RS-77")
        #expect(stage.shows("3 lines were pasted; only the first was taken."))
        await stage.type("x")
        #expect(!stage.shows("lines were pasted"))
    }

    @Test(arguments: ["RS-77", "RS-77\n", "\r\nRS-77\r\n\n", "  \nRS-77\n \n"])
    func `one line is taken without a word, whatever empty lines are around it`(_ pasted: String) async throws {
        let stage = try await form()
        await stage.press(.paste(pasted))
        #expect(stage.line("Reseller ID *") == "Reseller ID * RS-77")
        #expect(!stage.shows("pasted"))
    }

    @Test(arguments: [
        ("RS\u{1B}77", "RS\\e77"), ("RS\t77", "RS\\t77"), ("RS\u{7}77", "RS\\u{7}77"), ("RS\u{9B}77", "RS\\u{9B}77"),
    ])
    func `what nobody sees is shown as an escape, and its finding at once`(
        _ pasted: String,
        _ shown: String
    ) async throws {
        let stage = try await form()
        await stage.press(.paste(pasted))
        #expect(stage.line("Reseller ID *") == "Reseller ID * \(shown)")
        #expect(stage.shows("✗ Reseller ID"), "the finding is under the field")
        await stage.press(.control("s"))
        #expect(try stage.vendor.sent.isEmpty)
    }

    @Test func `a book that is pasted by mistake is cut with a word`() async throws {
        let stage = try await form()
        await stage.press(.paste(String(repeating: "x", count: 100_000)))
        #expect(stage.shows("100,000 characters were pasted; only the first 8,192 were taken."))
    }

    @Test func `every field of one line says it: the filter, a typed id, a value of a plan, the look-up of a parent`()
        async throws
    {
        let told = "2 lines were pasted; only the first was taken."
        let list = try await Stage.open()
        await list.type("/")
        await list.press(.paste("C-101\nC-102"))
        #expect(list.shows(told) && list.shows("1 of 74"))
        let plan = try await Stage.open()
        await plan.type(" b")
        await plan.press(.enter, .paste("RS-77\nRS-88"))
        #expect(plan.shows(told) && plan.line("Reseller ID").contains("RS-77"))
        let id = try await Stage.open(faults: ["synchronize:500@1"])
        await id.send("R-100")
        await id.leave()
        await id.type("d")
        await id.press(.enter, .character("A"), .paste("dbx-1\ndbx-2"))
        #expect(id.shows(told) && !id.shows("dbx-2"))
        let palette = try await Stage.open()
        await palette.type(":")
        await palette.press(.paste("sort\nquit"))
        #expect(palette.shows(told) && palette.shows("Sort by the next column"))
    }

    @Test func `a paste where nothing can be typed does nothing`() async throws {
        let stage = try await Stage.open()
        await stage.press(.paste("q\nq"))
        #expect(!stage.console.isFinished && !stage.shows("pasted"))
    }
}
