import AccountFiles
import Telling

/// Shows how far an import is.
final class ImportProgressLine: Sendable {
    private let line = ProgressLine()

    func show(_ progress: ImportProgress) {
        line.show { Phrases.importing(progress, after: $0) }
    }

    func end() { line.end() }
}
