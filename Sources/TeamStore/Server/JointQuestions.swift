import Synchronization

/// Questions of one kind that wait for the same line: all of them are asked in one message, which is sent after each of them
/// was put.
final class JointQuestions<Question: Sendable, Answer: Sendable>: Sendable {
    private final class Waiting: Sendable {
        let question: Question
        let answered: CheckedContinuation<Answer, any Error>

        init(_ question: Question, _ answered: CheckedContinuation<Answer, any Error>) {
            (self.question, self.answered) = (question, answered)
        }
    }

    private let line: Line
    private let answers: @Sendable (Line, [Question]) throws -> [Answer]
    private let waiting = Mutex<[Waiting]>([])

    /// `answers` returns an answer to each question, in their order.
    init(_ line: Line, answers: @escaping @Sendable (Line, [Question]) throws -> [Answer]) {
        (self.line, self.answers) = (line, answers)
    }

    func ask(_ question: Question) async throws -> Answer {
        try await withCheckedThrowingContinuation { continuation in
            waiting.withLock { $0.append(Waiting(question, continuation)) }
            // One turn of the line for each; who comes to nothing was answered along with others.
            line.post { [self] in answerAll() }
        }
    }

    private func answerAll() {
        let all = waiting.withLock { waiting in
            defer { waiting = [] }
            return waiting
        }
        guard !all.isEmpty else { return }
        do {
            for (one, answer) in zip(all, try answers(line, all.map(\.question))) {
                one.answered.resume(returning: answer)
            }
        } catch {
            guard all.count > 1, error.isAboutOneOfMany else {
                for one in all { one.answered.resume(throwing: error) }
                return
            }
            for one in all {
                one.answered.resume(with: Result { try answers(line, [one.question])[0] })
            }
        }
    }
}

extension Error {
    /// Whether others may succeed without the one for which this was thrown; a server that cannot be reached is not asked once
    /// more for each.
    var isAboutOneOfMany: Bool {
        guard let failure = self as? SessionFailure else { return true }
        if case .refused(let refusal) = failure { return !refusal.endsSession }
        return false
    }
}
