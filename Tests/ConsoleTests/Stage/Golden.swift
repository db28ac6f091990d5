import Console
import Foundation
import Testing
import TextScreen

/// Screens as files: what is drawn is compared with what somebody looked at.
///
/// `RECORD_GOLDEN=1 make test ONLY=GoldenTests` writes them anew; look at the difference before you commit it.
enum Golden {
    static let sizes = [Size(columns: 80, rows: 24), Size(columns: 40, rows: 12), Size(columns: 160, rows: 48)]

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Golden")
    private static let isRecording = ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1"

    /// The id of an attempt is another in every run.
    private static var uuid: Regex<Substring> {
        /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/
    }
    private static let unknownID = "00000000-0000-0000-0000-000000000000"

    /// So is the port of the vendor.
    private static var place: Regex<Substring> { /127\.0\.0\.1:[0-9]+/ }
    private static let usualPlace = "127.0.0.1:8377"

    private static func settled(_ drawn: String) -> String {
        drawn.replacing(uuid, with: unknownID).replacing(place, with: usualPlace)
    }

    static func check(_ frame: Frame, _ name: String, _ location: SourceLocation) throws {
        let size = "\(frame.size.columns)x\(frame.size.rows)"
        try check(settled(frame.text), "\(name).\(size).txt", location)
        try check(settled(frame.annotated), "\(name).\(size).styles.txt", location)
    }

    private static func check(_ drawn: String, _ file: String, _ location: SourceLocation) throws {
        let url = folder.appending(path: file)
        if isRecording {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data("\(drawn)\n".utf8).write(to: url)
        }
        let known = FileManager.default.contents(atPath: url.path()).map { String(decoding: $0, as: UTF8.self) }
        let isSame = known == "\(drawn)\n"
        #expect(isSame, "\(file) is drawn otherwise now:\n\(drawn)", sourceLocation: location)
    }
}

extension Frame {
    /// All rows, each followed by the styles of its cells that are not plain, such as `0-11 title`.
    fileprivate var annotated: String {
        lines.enumerated()
            .map { row, line in
                let runs = styleRuns(row)
                return line + (runs.isEmpty ? "" : "\n    ~ " + runs.joined(separator: ", "))
            }
            .joined(separator: "\n")
    }

    private func styleRuns(_ row: Int) -> [String] {
        var runs: [String] = []
        var start = 0
        let cells = Array(self.row(row))
        for column in 0...cells.count where column == cells.count || cells[column].style != cells[start].style {
            guard start < cells.count else { break }
            if cells[start].style != .normal { runs.append("\(start)-\(column - 1) \(cells[start].style)") }
            start = column
        }
        return runs
    }
}

extension Stage {
    /// Compares what is shown, at every size, with the golden files of a name.
    func expectGolden(
        _ name: String,
        location: SourceLocation = #_sourceLocation
    ) async throws {
        for size in Golden.sizes {
            await resize(size.columns, size.rows)
            try Golden.check(frame, name, location)
        }
        await resize(80, 24)
    }

    /// The same while something is under way that must not come back.
    func expectGoldenUnderWay(_ name: String, location: SourceLocation = #_sourceLocation) throws {
        for size in Golden.sizes {
            console.update(.resized(size))
            try Golden.check(console.frame(size), name, location)
        }
        console.update(.resized(self.size))
    }
}
