import FoundationEssentials
import Glibc
import Synchronizing

/// The end of the log as a user saw it last, kept outside of the workspace: whoever cuts the log, writes it anew or puts an
/// older copy in its place cannot change that too.
struct SeenHead: Sendable {
    private let folder: String
    private let file: KeptFile

    /// nil if the user has no directory for a program's state.
    init?(_ environment: [String: String], workspace: String, in location: WorkspaceLocation) {
        guard let state = UserFolder.state.path(environment) else { return nil }
        // The id comes from a file that may be foreign, and becomes the name of another one.
        guard !workspace.isEmpty, workspace.isMadeAsID else { return nil }
        folder = state + "/heads"
        file = KeptFile("\(folder)/\(workspace).json", in: location)
    }

    func read() throws(KeptFile.Problem) -> LogHead? { try file.read(LogHead.self) }

    /// Forgets what was seen; false if it cannot be.
    func forget() -> Bool { unlink(file.path) == 0 || errno == ENOENT }

    func write(_ head: LogHead) throws(KeptFile.Problem) {
        // If that fails, so does the writing.
        try? FileManager.default.makePrivateFolder(folder)
        try file.write(head)
    }
}
