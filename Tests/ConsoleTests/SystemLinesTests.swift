import Accounts
import Synchronizing
import Testing
import TextScreen
import Workspace

@testable import Console

/// How things stand on each system, below the list.
@Suite(.timeLimit(.minutes(20))) struct SystemLinesTests {
    private func stage(adding names: SystemName...) async throws -> Stage {
        let stage = try await Stage.open()
        await stage.synchronizeReseller()
        await stage.type("/")
        await stage.press(.escape)
        let systems = stage.workspace.systems
        for name in names {
            var other = try #require(try await systems.system(named: "Dropbox"))
            other.name = name
            _ = try await systems.add(other, sameVendor: true)
        }
        await stage.changeElsewhere()
        return stage
    }

    /// The lines with counts, as they stand above the bottom line.
    private func lines(_ stage: Stage, _ count: Int) -> [String] {
        stage.lines.dropLast(2).suffix(count).map { $0.split(separator: " ").joined(separator: " ") }
    }

    @Test func `each system has a line with its counts, and the one that is shown is marked`() async throws {
        let stage = try await stage(adding: "Acronis EU", "Zenith")
        let counts = try await stage.workspace.accounts.counts(on: "Zenith")
        let (free, blocked) = (counts[.notSynchronized] ?? 0, counts[.blocked] ?? 0)
        let elsewhere = "○ \(free) not synchronized ! \(blocked) blocked"
        let there = "○ \(free - 1) not synchronized ! \(blocked) blocked ● 1 synchronized"
        #expect(lines(stage, 3) == ["Acronis EU \(elsewhere)", "▸ Dropbox \(there)", "Zenith \(elsewhere)"])
        await stage.press(.tab)
        #expect(lines(stage, 3) == ["Acronis EU \(elsewhere)", "Dropbox \(there)", "▸ Zenith \(elsewhere)"])
        await stage.type("/country:jp")
        #expect(lines(stage, 3)[0] == "Acronis EU ○ 4 not synchronized ! 1 blocked")
    }

    @Test func `the details of an account show its state on each system whole`() async throws {
        let stage = try await stage(adding: "Acronis EU with a long name")
        await stage.find("R-100")
        await stage.press(.enter)
        for (columns, rows) in [(80, 24), (40, 12), (160, 48)] {
            await stage.resize(columns, rows)
            #expect(stage.shows("Dropbox ● synchronized as dbx-9e377"), "\(stage.text)")
            #expect(stage.shows("Acronis EU with a long name ○ not synchronized"), "\(stage.text)")
        }
    }

    @Test func `a click on a line shows that system`() async throws {
        let stage = try await stage(adding: "Acronis EU")
        #expect(stage.shows("DROPBOX 2/2"))
        let line = try #require(stage.lines.lastIndex { $0.contains("Acronis EU") })
        await stage.press(.click(Point(column: 30, row: line)))
        #expect(stage.shows("ACRONIS EU 1/2"), "\(stage.text)")
        #expect(stage.lines[line].contains("▸ Acronis EU"))
        await stage.press(.click(Point(column: 30, row: line)))
        #expect(stage.shows("ACRONIS EU 1/2"))
    }

    @Test func `there are as many lines as there is room for, and the list has the rest`() async throws {
        let stage = try await stage(adding: "A", "B", "C", "D", "E", "F", "G")
        await stage.press(.end)
        #expect(lines(stage, 3).map { $0.hasPrefix("▸") } == [false, true, false])
        await stage.resize(40, 12)
        #expect(!lines(stage, 1)[0].contains("▸") && !stage.text.contains("▸ Dropbox"))
        await stage.resize(160, 48)
        #expect(lines(stage, 7).count { $0.contains("not synchronized") && $0.contains("blocked") } == 6)
        for _ in 0..<9 {
            await stage.press(.tab)
            #expect(lines(stage, 6).count { $0.hasPrefix("▸") } == 1)
            #expect(lines(stage, 6).allSatisfy { $0.contains("not synchronized") })
        }
    }

    @Test func `a system to which nothing is sent says so on its line`() async throws {
        let stage = try await stage(adding: "Acronis EU")
        try await stage.workspace.systems.setPause("Acronis EU", .refused(status: 401, message: "key"))
        await stage.changeElsewhere()
        #expect(lines(stage, 2)[0].hasPrefix("Acronis EU ✗ paused"))
    }
}
