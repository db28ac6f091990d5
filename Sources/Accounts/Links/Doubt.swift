/// Why the result of an exchange is not known.
package enum Doubt: Hashable, Sendable {
    case broken(Break)
    /// A status that proves nothing.
    case status(Int)
    case noAnswer(Unreadable)
    /// The process died between intent and outcome.
    case ownerDied
    /// The book had lost the attempt, and its sender's journal did not know the outcome.
    case unknownToBook
}

/// Why an exchange was interrupted after it had begun.
package enum Break: Error, Hashable, Sendable {
    case timedOut
    /// The connection was reset or closed before the answer was complete.
    case connectionLost
    /// What arrived was not HTTP.
    case unreadable
}

/// Why a response is not the answer that was asked for.
package enum Unreadable: Error, Hashable, Sendable {
    // The body
    case tooLong
    case cutOff
    case empty
    /// A web page instead of data.
    case page
    case notUTF8(line: Int)
    /// The text ends in the middle.
    case cut(line: Int)
    case notJSON(line: Int, column: Int)
    case tooDeep(limit: Int)
    case notAnObject
    case memberTwice(String)

    // The answer to the exists call or the synchronize call
    case noCode
    case codeNotInteger
    /// Both `Code` and the older `ErrorCode` are there.
    case twoCodes
    /// The code has no known meaning.
    case code(Int)
    case codeWithoutResult(Int)
    case neitherCodeNorResult
    /// The vendor's id cannot be stored.
    case result(OneLine.Problem)

    // The definitions
    case fieldTwice(FieldID)
    case fieldWithoutID
}
