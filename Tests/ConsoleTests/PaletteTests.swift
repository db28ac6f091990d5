import Testing
import TextScreen

@testable import Console

/// The list of commands: why one cannot be used now is never cut.
@Suite(.timeLimit(.minutes(20))) struct PaletteTests {
    @Test func `a wide window leaves room for the reasons`() async throws {
        let stage = try await Stage.open()
        await stage.find("R-100")
        await stage.resize(100, 30)
        await stage.type(":collapse")
        let line = stage.line("Hide the customers of the reseller")
        #expect(line.hasSuffix(")") && !line.contains("…"), "\(stage.text)")
    }

    @Test(arguments: [(40, 12), (80, 24)])
    func `the command under the cursor is whole below the list`(_ columns: Int, _ rows: Int) async throws {
        let stage = try await Stage.open()
        await stage.resize(columns, rows)
        await stage.type(":mouse")
        #expect(
            stage.shows("Leave the mouse to the terminal for selecting text, or take it back"),
            "\(stage.text)"
        )
        await stage.press(.control("u"))
        await stage.type("markfamily")
        // Beside the pop-up is what it covers.
        for text in ["Mark the reseller with all its customers, whatever", "marks away"] {
            #expect(stage.lines.suffix(rows / 2).joined().contains(text) || stage.shows(text), "\(stage.text)")
        }
    }
}
