import Telling
import Workspace

extension OutputFile {
    /// The file that an option names; nil if it names none.
    static func named(_ path: String?) throws(Problem) -> OutputFile? {
        guard let path else { return nil }
        return try OutputFile(path)
    }

    /// Writes the file; returns the notice if it cannot be written.
    func writing(_ bytes: some Collection<UInt8>) -> Notice? {
        do throws(WriteFailure) {
            try write(bytes)
            return nil
        } catch {
            return .fileLost(path: path, reason: error.reason)
        }
    }
}
