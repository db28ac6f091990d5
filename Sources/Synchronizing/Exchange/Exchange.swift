package import Accounts

/// What happened on the wire, not yet judged.
package enum Exchange<Answer: Sendable>: Sendable {
    /// It ended before its first byte: nothing reached the vendor.
    case notSent(Unsent)
    /// It began, and no complete answer arrived.
    case broken(Break)
    case answered(Response<Answer>)
}

/// An HTTP response that was read but not judged.
package struct Response<Answer: Sendable>: Sendable {
    package var status: Int
    /// The value of `Retry-After`, if it is present and readable.
    package var retryAfter: Duration?
    package var body: Body

    /// How the body was read.
    package enum Body: Sendable {
        /// The answer that was asked for.
        case answer(Answer)
        /// A JSON object, but not that answer; with its message, if it has one, and what is wrong with its code.
        case object(message: String, Unreadable = .noCode)
        /// Not a usable JSON object: HTML, cut off, too large, too deep, or with a duplicate key.
        case unreadable(Unreadable)
    }

    package init(status: Int, retryAfter: Duration? = nil, body: Body) {
        self.status = status
        self.retryAfter = retryAfter
        self.body = body
    }
}
