import Synchronizing
import Telling
import Workspace

/// A plan in a file.
enum PlanFile {
    /// Reads what `plan --json` printed.
    static func read(_ path: String) throws(CommandProblem) -> Plan {
        let bytes = try InputFile.read(path)
        do throws(PlanDocumentProblem) {
            return try PlanDocument.read(bytes)
        } catch {
            throw .document(error)
        }
    }
}
