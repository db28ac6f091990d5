import FoundationEssentials

extension FileManager {
    /// Makes a folder, and those above it that are not there, for this user alone.
    func makePrivateFolder(_ path: String) throws {
        try createDirectory(
            atPath: path,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
    }
}
