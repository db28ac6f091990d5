/// The one door for incoming text: text from a file, a flag, the keyboard or a network becomes a value of one line, or
/// is refused.
///
/// The value is in normal form C, has no white space at its ends, contains no hidden characters, and is not too long.
/// `PlainText` is the counterpart for outgoing text.
package struct OneLine: Hashable, Sendable {
    /// Why a text is refused.
    package enum Problem: Error, Hashable, Sendable {
        /// The text is empty, or only white space.
        case empty
        case hidden(Unicode.Scalar)
        /// It has more than this many bytes in UTF-8.
        case tooLong(limit: Int)
    }

    /// The longest identifier, in bytes of UTF-8: far longer than any platform's, and short enough to be an index key.
    package static let longestIdentifier = 500

    package let text: String

    /// Takes a text; white space at its ends is dropped, since nobody means it.
    package init(_ text: String, longest: Int = longestIdentifier) throws(Problem) {
        let value = text.trimmed.composed
        guard !value.isEmpty else { throw .empty }
        if let hidden = value.firstHidden { throw .hidden(hidden) }
        guard value.utf8.count <= longest else { throw .tooLong(limit: longest) }
        self.text = value
    }
}

extension Identifier {
    /// Takes an identifier from outside through the one door.
    package init(reading text: String) throws(OneLine.Problem) {
        self.init(rawValue: try OneLine(text).text)
    }

    /// Takes an identifier that another system assigned, exactly as it is spelled, since it will be sent back there.
    ///
    /// It is neither normalised nor trimmed, but is refused like any other text if it is blank, too long or contains
    /// hidden characters.
    package init(exactly text: String) throws(OneLine.Problem) {
        guard !text.trimmed.isEmpty else { throw .empty }
        if let hidden = text.firstHidden { throw .hidden(hidden) }
        guard text.utf8.count <= OneLine.longestIdentifier else { throw .tooLong(limit: OneLine.longestIdentifier) }
        self.init(rawValue: text)
    }
}
