/// What the vendor does with a request: how far it reads, whether it executes, what it says, how it ends.
public struct Reply: Sendable {
    /// How far the request is read.
    public enum Reading: Sendable {
        /// Not at all: it stays in the kernel's buffer.
        case nothing
        /// Its head.
        case head
        /// All of it.
        case all
    }

    /// Whether a synchronize is executed.
    public enum Execution: Sendable {
        /// Before anything is said.
        case first
        /// Never.
        case never
        /// After everything was said, and the client perhaps gone.
        case late
    }

    /// A thing said.
    public enum Step: Sendable {
        /// Bytes, made from what would be true.
        case say(@Sendable (Truth) -> [UInt8])
        /// A wait, which ends early when the client closes.
        case wait(Duration)
    }

    /// How it ends.
    public enum Ending: Sendable {
        /// The connection is closed in order.
        case close
        /// The connection is reset.
        case reset
        /// The connection stays open for another request.
        case keepAlive
    }

    /// A short name, to replay it by.
    public var name: String
    /// How far the request is read.
    public var reads: Reading
    /// Whether a synchronize is executed.
    public var executes: Execution
    /// What is said.
    public var steps: [Step]
    /// How it ends.
    public var ending: Ending
    /// What an exists is truly told by it; nil where the answer is none.
    public var says: (@Sendable (Truth) -> Saying?)

    /// Makes a reply.
    public init(
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
    public static let truth = Reply("truth", steps: [.say { HTTPText.answer(200, $0.json) }], says: \.saying)
}

/// What would be true to say.
public struct Truth: Sendable {
    /// The answer's body.
    public var json: String
    /// What it says about the account of an exists.
    public var saying: Saying?
    /// The vendor's own port.
    public var port: Int
    /// The path that was asked.
    public var path: String
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
