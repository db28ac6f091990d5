import Foundation
import Harness

/// The results of a campaign so far, kept in a file so that it can be stopped at any time and continued.
struct Figures: Codable {
    /// The figures of one part.
    struct Part: Codable {
        var position = Position()
        var isComplete = false
        var seconds = 0.0
        var tally = Tally()
    }

    var parts: [String: Part] = [:]
    var machine = ""
    var changed = Date()

    /// Reads a file, or begins anew if there is none.
    static func read(_ path: String) throws -> Figures {
        guard let data = FileManager.default.contents(atPath: path) else { return Figures() }
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        return try decoder.decode(Figures.self, from: data)
    }

    /// Writes atomically.
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

/// Prints a line at once, even if the output is a file.
func say(_ line: Any) { FileHandle.standardOutput.write(Data("\(line)\n".utf8)) }
