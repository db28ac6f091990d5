import FoundationEssentials

/// What happened, one event a line: a state that is replayed at the next start.
struct EventFile<Event: Codable>: Sendable {
    /// Nil keeps nothing.
    let path: String?
    /// The first line, so that no other file is mistaken for one.
    private let heading: [UInt8]

    init(_ path: String?, heading: String) {
        self.path = path
        self.heading = Array((heading + "\n").utf8)
    }

    /// Replays the events, or begins a new file; a truncated last line counts as never written, and is removed.
    func replay(_ apply: (Event) -> Void) throws {
        guard let path else { return }
        let bytes = FileManager.default.fileExists(atPath: path) ? Array(try contents(of: path)) : []
        guard bytes.count > heading.count || !heading.starts(with: bytes) else {
            return try Appending.write(heading[bytes.count...], to: path)
        }
        guard bytes.starts(with: heading) else { throw SandboxFailure.unreadableState(path: path) }
        let whole = bytes.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        let decoder = JSONDecoder()
        for line in bytes[heading.count..<whole].split(separator: UInt8(ascii: "\n")) {
            do {
                apply(try decoder.decode(Event.self, from: Data(line)))
            } catch {
                throw SandboxFailure.unreadableState(path: path)
            }
        }
        if whole < bytes.count { try Appending.cut(path, to: whole) }
    }

    private func contents(of path: String) throws -> Data {
        do { return try Data(contentsOf: URL(filePath: path)) } catch {
            throw SandboxFailure.unreadableState(path: path)
        }
    }

    /// Writes an event down; called before the request is answered.
    func keep(_ event: Event) throws {
        if let path { try Appending.line(event, to: path) }
    }
}
