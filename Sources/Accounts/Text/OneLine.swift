/// The one door for what comes in: a text from a file, a flag, the keyboard or a network becomes a value of one line,
/// or is refused.
///
/// The value is in normal form C, has no white space at its ends, holds no hidden character, and is not too long.
/// `PlainText` is the same for what goes out.
package struct OneLine: Hashable, Sendable {
    /// Why a text is not taken.
    package enum Problem: Error, Hashable, Sendable {
        /// There is nothing, or only white space.
        case empty
        /// A character that nobody sees.
        case hidden(Unicode.Scalar)
        /// It has more bytes in UTF-8 than this.
        case tooLong(limit: Int)
    }

    /// The longest identifier, in bytes of UTF-8: far more than any platform's, and short enough to be a key of an
    /// index.
    package static let longestIdentifier = 500

    package let text: String

    /// Takes a text; white space at its ends is left out, since no one means it.
    package init(_ text: some StringProtocol, longest: Int = longestIdentifier) throws(Problem) {
        let value = text.trimmed.composed
        guard !value.isEmpty else { throw .empty }
        if let hidden = value.firstHidden { throw .hidden(hidden) }
        guard value.utf8.count <= longest else { throw .tooLong(limit: longest) }
        self.text = value
    }
}

extension Identifier {
    /// Takes an identifier from outside through the one door.
    package init(reading text: some StringProtocol) throws(OneLine.Problem) {
        self.init(rawValue: try OneLine(text).text)
    }
}
