/// What a paste brings to a field: nothing of it is joined, changed or dropped without a word.
package struct Pasted: Hashable, Sendable {
    /// The most characters (scalars) that one paste brings: nobody pastes a book into a field on purpose.
    package static let mostCharacters = 8_192

    /// The first line that holds anything: what a field of one line takes.
    ///
    /// Characters that nobody sees stay in it: they are shown as escapes, and whoever checks the value says so.
    package let line: String
    /// All lines, without the empty ones before and after: what a field of several lines takes.
    package let lines: String
    /// How many lines hold anything.
    package let lineCount: Int
    /// How many characters there were, those that were cut among them.
    package let characterCount: Int

    /// Looks at what was pasted.
    package init(_ text: String) {
        characterCount = text.unicodeScalars.count
        let taken = String(String.UnicodeScalarView(text.unicodeScalars.prefix(Self.mostCharacters)))
        let all = taken.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        let filled = all.indices.filter { all[$0].contains { !$0.isWhitespace } }
        lineCount = filled.count
        guard let first = filled.first, let last = filled.last else {
            line = all.count == 1 ? taken : ""
            lines = line
            return
        }
        line = String(all[first])
        lines = all[first...last].joined(separator: "\n")
    }
}
