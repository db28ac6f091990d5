import Foundation
import Harness

/// What a campaign has come to so far; kept in a file, so that it can be stopped at any time and goes on where it was.
struct Figures: Codable {
    /// One part's.
    struct Part: Codable {
        var position = Position()
        var isComplete = false
        var seconds = 0.0
        var tally = Tally()
    }

    var parts: [String: Part] = [:]
    var machine = ""
    var changed = Date()

    /// Reads a file; begins anew where there is none.
    static func read(_ path: String) throws -> Figures {
        guard let data = FileManager.default.contents(atPath: path) else { return Figures() }
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        return try decoder.decode(Figures.self, from: data)
    }

    /// Writes them, whole or not at all.
    mutating func write(_ path: String) throws {
        let information = ProcessInfo.processInfo
        machine = "\(information.operatingSystemVersionString), \(information.activeProcessorCount) cores"
        changed = Date()
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        encoder.dateEncodingStrategy = .iso8601
        try encoder.encode(self).write(to: URL(fileURLWithPath: path), options: .atomic)
    }
}

/// Where a part is.
struct Position: Codable {
    /// Which scenario, or which scenario and fault.
    var major = 0
    /// The next point, seed, case or round.
    var minor = 0
}

/// A line at once, even where the output is a file.
func say(_ line: Any) { FileHandle.standardOutput.write(Data("\(line)\n".utf8)) }
