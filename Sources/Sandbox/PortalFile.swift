import FoundationEssentials

/// The portal on disk, one event a line, and the log of requests and what they did.
struct PortalFile: Sendable {
    let state: String?
    let log: String?

    /// The first line of a state file, so that no other file is mistaken for one.
    private static let heading = Array("{\"sandbox\":\"partner portal\",\"version\":1}\n".utf8)

    /// Reads the portal, or begins a new one; a truncated last line counts as never written, and is removed.
    func load() throws -> PartnerPortal {
        guard let state else { return PartnerPortal() }
        let bytes = FileManager.default.fileExists(atPath: state) ? Array(try contents(of: state)) : []
        guard bytes.count > Self.heading.count || !Self.heading.starts(with: bytes) else {
            try Appending.write(Self.heading[bytes.count...], to: state)
            return PartnerPortal()
        }
        guard bytes.starts(with: Self.heading) else { throw SandboxFailure.unreadableState(path: state) }
        let whole = bytes.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        let portal = try replay(bytes[Self.heading.count..<whole], state)
        if whole < bytes.count { try Appending.cut(state, to: whole) }
        return portal
    }

    private func contents(of path: String) throws -> Data {
        do { return try Data(contentsOf: URL(filePath: path)) } catch {
            throw SandboxFailure.unreadableState(path: path)
        }
    }

    private func replay(_ lines: ArraySlice<UInt8>, _ path: String) throws -> PartnerPortal {
        var portal = PartnerPortal()
        let decoder = JSONDecoder()
        for line in lines.split(separator: UInt8(ascii: "\n")) {
            do {
                portal.apply(try decoder.decode(PartnerPortal.Event.self, from: Data(line)))
            } catch {
                throw SandboxFailure.unreadableState(path: path)
            }
        }
        return portal
    }

    /// Writes an event down; called before the request is answered.
    func keep(_ event: PartnerPortal.Event) throws {
        if let state { try append(event, to: state) }
    }

    func tell(_ line: some Encodable) throws {
        if let log { try append(line, to: log) }
    }

    private func append(_ line: some Encodable, to path: String) throws {
        try Appending.write(try sortedJSON(line) + [UInt8(ascii: "\n")], to: path)
    }
}
