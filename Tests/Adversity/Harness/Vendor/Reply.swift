/// What the vendor does with a request: how far it reads, whether it executes, what it says, how it ends.
package struct Reply: Sendable {
    package enum Reading: Sendable {
        /// Not at all: it stays in the kernel's buffer.
        case nothing
        case head
        case all
    }

    /// Whether a synchronize request is executed.
    package enum Execution: Sendable {
        /// Before anything is sent back.
        case first
        case never
        /// After everything was sent back, when the client may be gone.
        case late
    }

    /// One thing that is sent back.
    package enum Step: Sendable {
        /// Bytes, made from the true answer.
        case say(@Sendable (Truth) -> [UInt8])
        /// A wait, which ends early if the client closes.
        case wait(Duration)
    }

    package enum Ending: Sendable {
        /// The connection is closed cleanly.
        case close
        case reset
        /// The connection stays open for another request.
        case keepAlive
    }

    /// A short name, by which it is replayed.
    package var name: String
    package var reads: Reading
    /// Whether a synchronize request is executed.
    package var executes: Execution
    package var steps: [Step]
    package var ending: Ending
    /// What this reply truthfully says to an exists call; nil if it is not an answer.
    package var says: (@Sendable (Truth) -> Saying?)

    package init(
        _ name: String,
        reads: Reading = .all,
        executes: Execution = .first,
        steps: [Step],
        ending: Ending = .close,
        says: @escaping @Sendable (Truth) -> Saying? = { _ in nil }
    ) {
        self.name = name
        self.reads = reads
        self.executes = executes
        self.steps = steps
        self.ending = ending
        self.says = says
    }

    /// The true answer, well-formed.
    package static let truth = Reply("truth", steps: [.say { HTTPText.answer(200, $0.json) }], says: \.saying)
}

/// What the vendor would truthfully answer.
package struct Truth: Sendable {
    package var json: String
    /// What it says about the account to an exists call.
    package var saying: Saying?
    package var port: Int
    package var path: String
}

/// HTTP responses as bytes.
enum HTTPText {
    static func answer(_ status: Int, _ body: String, _ headers: String...) -> [UInt8] {
        answer(status, Array(body.utf8), headers)
    }

    static func answer(_ status: Int, _ body: [UInt8], _ headers: [String] = []) -> [UInt8] {
        head(status, ["Content-Type: application/json", "Content-Length: \(body.count)"] + headers) + body
    }

    static func head(_ status: Int, _ headers: [String]) -> [UInt8] {
        Array((["HTTP/1.1 \(status) Said"] + headers).joined(separator: "\r\n").utf8) + Array("\r\n\r\n".utf8)
    }
}
