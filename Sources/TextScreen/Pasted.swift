/// A paste as a field takes it: nothing is joined, changed or dropped without telling the user.
package struct Pasted: Hashable, Sendable {
    /// The most characters (scalars) that are taken from one paste: nobody pastes a book into a field on purpose.
    package static let mostCharacters = 8_192

    /// The first line that is not blank, for a field of one line.
    ///
    /// Invisible characters stay in it: they are shown as escapes, and reported where the value is checked.
    package let line: String
    /// All lines, without blank ones at the beginning and the end, for a field of several lines.
    package let lines: String
    /// How many lines are not blank.
    package let lineCount: Int
    /// How many characters were pasted, including those that were cut.
    package let characterCount: Int

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
