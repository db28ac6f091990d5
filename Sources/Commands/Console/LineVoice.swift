import Accounts
import Dialogue
import Foundation
import PlainText
import Synchronization
import Synchronizing
import Telling

/// The terminal, or a pipe, read line by line.
final class LineVoice: Voice {
    /// Whether the program was asked to end while something was sent: no further question is asked.
    private let isEnding = Mutex(false)

    func say(_ line: String) { Output.line(line) }

    func ask(_ question: String, isSecret: Bool) async -> String? {
        guard !isEnding.withLock({ $0 }) else { return nil }
        StandardOutput.write(question.visible + " ")
        return await withCheckedContinuation { continuation in
            // A thread of its own: what reads waits for a person, and would keep a worker from what is under way.
            Thread.detachNewThread {
                let echo = isSecret ? HiddenTyping() : nil
                let line = readLine(strippingNewline: true)
                echo?.end()
                if isSecret || line == nil { StandardOutput.write("\n") }
                continuation.resume(returning: line.map { String($0.prefix(Self.longest)) })
            }
        }
    }

    /// In characters; what is longer is cut.
    private static let longest = 10_000

    func sending<Value: Sendable>(
        to system: SystemName,
        stop: RunStop?,
        _ body: (@escaping @Sendable (AccountCode, Submission.Stage?) -> Void) async -> Value
    ) async -> Value {
        let sends = SendsUnderWay(on: system, idle: Phrases.nothingInDoubt)
        EndRequests.answer { signal, isFirst in
            guard let stop else { return sends.answer(signal, isFirst: isFirst) }
            guard isFirst else { sends.end(signal) { DialogueWords.endedAtOnce($0) } }
            let reply = sends.stopping(signal)
            stop.press()
            // Ctrl-C ends the run, and the talk goes on.
            if signal != .interrupt { self.isEnding.withLock { $0 = true } }
            return reply
        }
        let value = await body { code, stage in
            if let stage { sends.note(code, stage) } else { sends.ended(code) }
        }
        if sends.isEnding { isEnding.withLock { $0 = true } }
        // While nothing is sent, a request to end is followed at once.
        EndRequests.answer { _, _ in .ends([Phrases.nothingInDoubt]) }
        return value
    }
}

/// Keeps a terminal from showing what is typed.
private struct HiddenTyping {
    private let usual: termios

    /// Nil if there is no terminal.
    init?() {
        var settings = termios()
        guard tcgetattr(STDIN_FILENO, &settings) == 0 else { return nil }
        usual = settings
        settings.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
    }

    func end() {
        var settings = usual
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
    }
}
