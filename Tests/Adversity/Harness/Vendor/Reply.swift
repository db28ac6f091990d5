/// What the vendor does with a request: how far it reads, whether it executes, what it says, how it ends.
package struct Reply: Sendable {
    /// How far the request is read.
    package enum Reading: Sendable {
        /// Not at all: it stays in the kernel's buffer.
        case nothing
        case head
        case all
    }

    /// Whether a synchronize is executed.
    package enum Execution: Sendable {
        /// Before anything is said.
        case first
        case never
        /// After everything was said, and the client perhaps gone.
        case late
    }

    /// A thing said.
    package enum Step: Sendable {
        /// Bytes, made from what would be true.
        case say(@Sendable (Truth) -> [UInt8])
        /// A wait, which ends early when the client closes.
        case wait(Duration)
    }

    /// How it ends.
    package enum Ending: Sendable {
        /// The connection is closed in order.
        case close
        /// The connection is reset.
        case reset
        /// The connection stays open for another request.
        case keepAlive
    }

    /// A short name, to replay it by.
    package var name: String
    /// How far the request is read.
    package var reads: Reading
    /// Whether a synchronize is executed.
    package var executes: Execution
    /// What is said.
    package var steps: [Step]
    /// How it ends.
    package var ending: Ending
    /// What an exists is truly told by it; nil where the answer is none.
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

    /// The truth, in good form.
    package static let truth = Reply("truth", steps: [.say { HTTPText.answer(200, $0.json) }], says: \.saying)
}

/// What would be true to say.
package struct Truth: Sendable {
    /// The answer's body.
    package var json: String
    /// What it says about the account of an exists.
    package var saying: Saying?
    /// The vendor's own port.
    package var port: Int
    /// The path that was asked.
    package var path: String
}

/// Answers as bytes.
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
