import Testing
import TextScreen

/// What is told of a filter while it is typed.
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
