import FoundationEssentials

/// The portal on the disk, and the log of what was asked.
struct PortalFile: Sendable {
    let state: String?
    let log: String?

    func load() throws -> PartnerPortal {
        guard let state, FileManager.default.fileExists(atPath: state) else { return PartnerPortal() }
        do {
            return try JSONDecoder().decode(PartnerPortal.self, from: Data(contentsOf: URL(filePath: state)))
        } catch {
            throw SandboxFailure.unreadableState(path: state)
        }
    }

    /// Written aside and put in place, so that it is whole whenever the sandbox dies.
    func save(_ portal: PartnerPortal) throws {
        guard let state else { return }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        try encoder.encode(portal).write(to: URL(filePath: state), options: .atomic)
    }

    /// Adds a line to the log.
    func append(_ line: some Encodable) throws {
        guard let log else { return }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let bytes = Array(try encoder.encode(line)) + [UInt8(ascii: "\n")]
        try Appending.write(bytes, to: log)
    }
}
