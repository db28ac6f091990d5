import Telling
import Workspace

extension OutputFile {
    /// A file that a command is to write.
    init(named path: String) throws(CommandProblem) {
        do throws(Problem) {
            try self.init(path)
        } catch {
            throw CommandProblem(error)
        }
    }

    /// Refuses paths that lead to one and the same file.
    static func check(named paths: [String]) throws(CommandProblem) {
        do throws(Problem) {
            try check(apart: paths)
        } catch {
            throw CommandProblem(error)
        }
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
