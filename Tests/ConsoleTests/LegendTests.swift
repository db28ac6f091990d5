import Foundation
import PlainText
import Testing
import TextScreen

@testable import Console

/// Small words: labels, headings, counts and legends.
@Suite(.timeLimit(.minutes(20))) struct LegendTests {
    @Test func `nothing found is not called all`() async throws {
        let stage = try await Stage.open()
        await stage.type("/zzzz")
        #expect(stage.lines[1].hasSuffix("0 of 74"))
        await stage.press(.control("u"))
        #expect(stage.lines[1].hasSuffix("74 (all)"))
    }

    @Test(arguments: [
        ("status:foo", "status:foo is not a known state"), ("role:foo", "role:foo is not a known role"),
        ("system:nosuch", "system:nosuch is not a known system"),
    ])
    func `a term that names nothing is told on the line of the filter, as long as it is there`(
        _ term: String,
        _ told: String
    ) async throws {
        let stage = try await Stage.open()
        await stage.type("/north \(term)")
        #expect(stage.lines[1].contains(told))
        await stage.press(.enter)
        #expect(stage.lines[1].contains(told))
        await stage.resize(60, 12)
        #expect(stage.lines[1].contains("is not a"))
        await stage.press(.escape)
        #expect(!stage.lines[1].contains("is not a"))
    }

    @Test func `the parents stand in columns, whatever their codes and names`() async throws {
        let stage = try await Stage.open()
        for code in ["R-100", "R-200"] {
            await stage.send(code, warns: code == "R-200")
            await stage.leave()
        }
        await stage.openForm("C-301")
        await stage.openPicker()
        let rows = stage.lines.filter { $0.contains("dbx-") && $0.contains("R-") }
        try #require(rows.count == 2)
        let columns = rows.map { row in
            row.range(of: "dbx-").map { row[..<$0.lowerBound].columns }
        }
        #expect(columns[0] == columns[1])
    }

    @Test func `the form names its account while its fields are read`() async throws {
        let stage = try await Stage.open()
        await stage.find("C-101")
        await stage.press(.enter, .enter)
        stage.console.update(.key(.enter))
        #expect(stage.shows("Sync Options ── C-101 Bäckerei Sonne GmbH"))
        await stage.settle()
    }

    @Test func `an empty parent is blank, as in the manual`() async throws {
        let stage = try await Stage.open()
        await stage.press(.enter)
        #expect(stage.line("Parent Account") == "Parent Account blank")
        await stage.press(.enter, .enter)
        #expect(stage.line("Parent Account") == "Parent Account blank")
    }

    @Test func `the values of an adopted account are not said to be sent`() async throws {
        let stage = try await Stage.open(portal: [.init(id: "dbx-old", platformID: "4001", name: "Northwind Cloud")])
        await stage.send("R-100")
        await stage.type("a")
        await stage.leave()
        await stage.openForm("R-100")
        #expect(!stage.shows("as sent"))
        #expect(stage.shows("as entered at adoption 2026-11-02, not confirmed by the vendor"))
        await stage.leave()
        await stage.openForm("C-101")
        #expect(stage.shows("from reseller Northwind Cloud, adopted 2026-11-02: not confirmed by the vendor"))
    }

    @Test func `values that were sent and whose answer was lost are said to be sent`() async throws {
        let stage = try await Stage.open(faults: ["synchronize:500-after-execution@1"])
        await stage.send("R-100")
        await stage.type("de")
        await stage.leave()
        await stage.openForm("R-100")
        #expect(stage.shows("as sent, not confirmed by the vendor"))
        let created = try await Stage.open()
        await created.synchronizeReseller()
        await created.openForm("R-100")
        #expect(created.shows("as sent 2026-11-02"))
    }
}
