package import Accounts

/// What happened on the wire.
package enum Exchange<Answer: Sendable>: Sendable {
    /// It ended before its first byte: nothing reached the vendor.
    case notSent(Unsent)
    /// It began, and no complete answer came.
    case broken(Break)
    case answered(Response<Answer>)
}

/// An HTTP answer, read but not judged.
package struct Response<Answer: Sendable>: Sendable {
    /// The HTTP status.
    package var status: Int
    /// What `Retry-After` says, if it is there and can be read.
    package var retryAfter: Duration?
    /// What the body is.
    package var body: Body

    /// What a body is.
    package enum Body: Sendable {
        /// The answer that was asked for.
        case answer(Answer)
        /// A JSON object, but not that answer; with its message, if it has one, and what is wrong with its code.
        case object(message: String, Unreadable = .noCode)
        /// No JSON object: HTML, cut, too large, too deep, with a key twice.
        case unreadable(Unreadable)
    }

    package init(status: Int, retryAfter: Duration? = nil, body: Body) {
        self.status = status
        self.retryAfter = retryAfter
        self.body = body
    }
}
