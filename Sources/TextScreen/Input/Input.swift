package enum Input: Hashable, Sendable {
    case key(Key)
    case untaken(Untaken)
}

/// Why something that was typed or pasted cannot be taken in.
package enum Untaken: Hashable, Sendable {
    /// The locale says UTF-8, and the bytes are not UTF-8.
    case notUTF8
    /// The locale of that name has no such character.
    case notInLocale(String)
    /// A paste was too long; so many bytes at its end are left out.
    case endOfPaste(bytes: Int)
}
