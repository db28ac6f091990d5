import Foundation
import Synchronizing
import Workspace

/// A plan in a file.
enum PlanFile {
    /// Reads what `plan --json` printed.
    static func read(_ path: String) throws -> Plan {
        let bytes = try InputFile.read(path)
        let document: PlanDocument
        do {
            document = try JSONDecoder().decode(PlanDocument.self, from: Data(bytes))
        } catch {
            throw Failure(notice: Notice(PlanDocumentProblem.notAPlan), code: .blocked)
        }
        do throws(PlanDocumentProblem) {
            return try document.plan()
        } catch {
            throw Failure(notice: Notice(error), code: .blocked)
        }
    }
}
