import Accounts
import Testing
import TextScreen

@testable import Console

/// What the screen says about a filter while it is typed.
@Suite struct TypedFilterTests {
    @Test func `a term that is not understood is told, and matches nothing`() async throws {
        let stage = try await Stage.open()
        await stage.type("/status:happy")
        #expect(stage.shows("status:happy is not a known state"))
        #expect(stage.shows("No account matches."))
        await stage.press(.escape)
        await stage.type("/system:nosuch")
        #expect(stage.shows("system:nosuch is not a known system"))
        await stage.press(.escape)
        await stage.type("/foo:bar")
        #expect(stage.shows("foo: is not a term"))
        await stage.press(.escape)
        await stage.type("/\"foo:bar\"")
        #expect(!stage.shows("is not a term"))
    }

    @Test func `names are found however they are typed`() async throws {
        let stage = try await Stage.open()
        for text in ["muller", "MUELLER", "c105", "parent:R100 müller"] {
            await stage.type("/\(text)")
            #expect(stage.shows("Müller & Söhne"), "\(text)")
            #expect(!stage.shows("Smørrebrød"), "\(text)")
            await stage.press(.escape)
        }
    }
}

/// What is typed ahead acts on the list that the filter asks for, never on the one before.
@Suite struct TypedAheadTests {
    /// Presses keys one after the other, before anything that they begin has come back.
    private func burst(_ stage: Stage, _ text: String, _ keys: Key...) async {
        for character in text { stage.console.update(.key(.character(character))) }
        for key in keys { stage.console.update(.key(key)) }
        await stage.settle()
    }

    @Test func `Enter after a filter opens the account that it finds, not the reseller above it`() async throws {
        let stage = try await Stage.open()
        for code in ["C-105", "C-109", "R-100"] {
            await burst(stage, "/\(code)", .enter, .enter)
            #expect(stage.console.screens.count == 2 && stage.line(code).contains(code), "\(code): \(stage.text)")
            await stage.leave()
            await stage.press(.escape)
        }
    }

    @Test func `the form of what was found opens, and takes what is typed after it`() async throws {
        let stage = try await Stage.open()
        let keys: [Key] = [.enter, .character("s")] + "RS-77".map { .character($0) }
        for key in "/R-100".map(Key.character) + keys { stage.console.update(.key(key)) }
        await stage.settle()
        #expect(stage.shows("R-100 Northwind Cloud") && stage.shows("RS-77"), "\(stage.text)")
    }

    @Test func `what is marked is what the filter selects`() async throws {
        let stage = try await Stage.open()
        await burst(stage, "/C-10", .enter, .character(" "), .character(" "))
        await stage.press(.escape)
        await burst(stage, "/C-108", .enter, .character("a"))
        #expect(stage.shows("3 marked"), "\(stage.text)")
    }

    @Test func `Esc gives up the keys that wait`() async throws {
        let stage = try await Stage.open()
        await burst(stage, "/C-105", .enter, .enter, .escape)
        #expect(stage.console.screens.count == 1, "\(stage.text)")
    }

    @Test func `the cursor stays on an account that a longer filter still selects`() async throws {
        let stage = try await Stage.open()
        await stage.type("/c10")
        await stage.press(.enter, .down, .down)
        let selected = stage.selected
        await stage.type("/")
        await stage.press(.end)
        #expect(stage.selected == selected && selected != "R-100")
    }

    @Test func `the nearest spelling is offered where nothing is found`() async throws {
        let stage = try await Stage.open()
        await stage.type("/hotle")
        #expect(stage.shows("Did you mean hotel (1)?"))
        await stage.press(.tab)
        #expect(stage.shows("Sonnenhof Hotel"))
    }

    @Test func `a list that is scrolled through to its end takes keys all along`() async throws {
        let customers = (0..<4_000)
            .map {
                Account(
                    id: AccountID("\(70_000 + $0)"),
                    code: AccountCode("ZZ-\(10_000 + $0)"),
                    name: "Zeta",
                    kind: .directCustomer
                )
            }
        let stage = try await Stage.open(adding: customers)
        for _ in 0..<240 { await stage.press(.pageDown) }
        #expect(stage.selected == "ZZ-13999")
        await stage.press(.up)
        #expect(stage.selected == "ZZ-13998" && stage.console.ahead.isEmpty)
    }
}
