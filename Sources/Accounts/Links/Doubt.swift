/// Why it is not known what came of an exchange.
package enum Doubt: Hashable, Sendable {
    case broken(Break)
    /// A status that proves nothing.
    case status(Int)
    case noAnswer(Unreadable)
    /// The process died between intent and outcome.
    case ownerDied
}

/// How an exchange that had begun broke off.
package enum Break: Error, Hashable, Sendable {
    /// The deadline passed.
    case timedOut
    /// The connection was reset or closed before the answer was complete.
    case connectionLost
    /// What came was not HTTP.
    case unreadable
}

/// Why what came back is not the answer that was asked for.
package enum Unreadable: Error, Hashable, Sendable {
    // The body
    case tooLong
    /// The connection ended before it did.
    case cutOff
    case empty
    /// A page in place of data.
    case page
    case notUTF8(line: Int)
    /// It ends in the middle.
    case cut(line: Int)
    case notJSON(line: Int, column: Int)
    case tooDeep(limit: Int)
    case notAnObject
    case memberTwice(String)

    // The answer of exists or synchronize
    case noCode
    case codeNotInteger
    /// `Code` and the older `ErrorCode`.
    case twoCodes
    /// A code that has no meaning.
    case code(Int)
    case codeWithoutResult(Int)
    case neitherCodeNorResult
    /// The vendor's id cannot be kept.
    case result(OneLine.Problem)

    // The definitions
    case fieldTwice(FieldID)
    case fieldWithoutID
}
