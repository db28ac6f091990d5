/// Codes of accounts as people paste them: one a line, or between commas, semicolons, tabs or spaces.
package struct CodeList: Hashable, Sendable {
    /// What stands between the separators, in order and each once; a code may have spaces in it.
    let cells: [String]

    package init(_ text: String) {
        var seen: Set<String> = []
        cells = text.split { $0.isNewline || $0 == "," || $0 == ";" || $0 == "\t" || $0 == "\0" }
            .map { $0.unquoted }
            .filter { !$0.isEmpty && seen.insert($0).inserted }
    }

    package var isEmpty: Bool { cells.isEmpty }

    /// The words of a cell, if it is not a code as a whole.
    static func words(of cell: String) -> [String] { cell.split(whereSeparator: \.isWhitespace).map(\.unquoted) }

    /// Everything that may be a code.
    var candidates: [String] {
        cells.flatMap { cell in
            let words = Self.words(of: cell)
            return words.count == 1 ? [cell] : [cell] + words
        }
    }
}

extension Substring {
    /// The text as a code is stored, without the quotes that a spreadsheet puts around it.
    fileprivate var unquoted: String {
        let text = trimmed
        let isQuoted = text.count > 1 && text.first == text.last && (text.first == "\"" || text.first == "'")
        return (isQuoted ? String(text.dropFirst().dropLast()).trimmed : text).composed
    }
}
