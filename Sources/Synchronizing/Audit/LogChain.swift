package import Accounts

/// The chain of hashes that runs over the log: whoever changes, inserts or removes a line must compute every later hash
/// anew, and then the last one is not the one that others have seen.
package enum LogChain {
    /// A line as it is stored.
    package struct Line: Hashable, Sendable {
        package var number: Int64
        /// Everything that the line says, in the order of its columns, each as it is stored; nil where there is nothing.
        package var parts: [String?]
        package var hash: String

        package init(number: Int64, parts: [String?], hash: String) {
            (self.number, self.parts, self.hash) = (number, parts, hash)
        }
    }

    /// What stands before the first line.
    package static func start(of workspace: WorkspaceID) -> String {
        Fingerprint.of(["account-sync log", workspace.rawValue])
    }

    /// The hash of a line, in hexadecimal; it never changes how it is computed, since old lines keep theirs.
    package static func hash(_ number: Int64, _ parts: [String?], after previous: String) -> String {
        Fingerprint.of([previous, "\(number)"] + parts.map { $0.map { "=\($0)" } ?? "" })
    }
}

/// The last line of a log as somebody saw it: `12:9f86d081…`.
package struct LogHead: Hashable, Sendable, Codable, LosslessStringConvertible {
    package var number: Int64
    package var hash: String

    package init(number: Int64, hash: String) { (self.number, self.hash) = (number, hash) }

    package init(_ line: LogChain.Line) { self.init(number: line.number, hash: line.hash) }

    package init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let number = Int64(parts[0]), number > 0, parts[1].utf8.count == 64,
            parts[1].utf8.allSatisfy({ $0.isDigit || (0x61...0x66).contains($0) })
        else { return nil }
        self.init(number: number, hash: String(parts[1]))
    }

    package var description: String { "\(number):\(hash)" }
}
