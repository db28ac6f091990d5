import Synchronization

/// Questions of one kind that wait for the same line: all of them are asked in one message, which is sent after each of them
/// was put.
final class JointQuestions<Question: Sendable, Answer: Sendable>: Sendable {
    private struct Waiting: Sendable {
        let question: Question
        let answered: CheckedContinuation<Answer, any Error>
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
            waiting.withLock { $0.append(Waiting(question: question, answered: continuation)) }
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
        all.doTogether { these in
            for (one, answer) in zip(these, try answers(line, these.map(\.question))) {
                one.answered.resume(returning: answer)
            }
        } fail: { one, error in
            one.answered.resume(throwing: error)
        }
    }
}

extension Array {
    /// Does something for all of them at once; for each by itself if that fails because of one of many.
    func doTogether(_ body: ([Element]) throws -> Void, fail: (Element, any Error) -> Void) {
        do {
            try body(self)
        } catch let error where count > 1 && error.isAboutOneOfMany {
            for one in self { [one].doTogether(body, fail: fail) }
        } catch {
            for one in self { fail(one, error) }
        }
    }
}

extension Error {
    /// Whether others may succeed without the one for which this was thrown; a server that cannot be reached is not asked once
    /// more for each.
    fileprivate var isAboutOneOfMany: Bool {
        guard let failure = self as? SessionFailure else { return true }
        if case .refused(let refusal) = failure { return !refusal.endsSession }
        return false
    }
}
