package import Accounts

/// What a synchronize exchange amounts to (docs/reliability.md, "One attempt").
package enum SendVerdict: Sendable {
    /// The vendor has created the account, under this id.
    case created(ExternalID, message: String, password: Secret?)
    /// The vendor refused; this is final.
    case refused(status: Int, message: String)
    /// The vendor asks us to come again later; nothing was executed.
    case throttled(after: Duration?)
    case notSent(Unsent)
    /// The account may have been created.
    case inDoubt(Doubt)
}

/// What an exists call amounts to.
package enum ExistsVerdict: Sendable {
    case absent
    /// The account is there, under this id.
    case present(ExternalID)
    /// The vendor refused the call; its own words.
    case refused(status: Int, message: String)
    /// The vendor asks us to come again later.
    case throttled(after: Duration?)
    case unreachable(Unsent)
    /// The vendor was asked, and the answer says nothing.
    case unclear(Doubt)
}

/// The statuses that mean *not executed*, whatever the body.
private let refusals: Set<Int> = [401, 403, 404, 405, 413, 415]
/// The statuses that mean *not executed* if a JSON object says why.
private let explainedRefusals: Set<Int> = [400, 422]
private let throttling = 429

extension SendVerdict {
    /// Judges what happened on the wire; everything not listed is in doubt.
    package init(_ exchange: Exchange<AccountAnswer>) {
        switch exchange {
        case .notSent(let unsent): self = .notSent(unsent)
        case .broken(let broken): self = .inDoubt(.broken(broken))
        case .answered(let response): self = Self.judge(response)
        }
    }

    private static func judge(_ response: Response<AccountAnswer>) -> SendVerdict {
        switch response.status {
        case refusals: .refused(status: response.status, message: response.message)
        case explainedRefusals where response.hasObject: .refused(status: response.status, message: response.message)
        case throttling: .throttled(after: response.retryAfter)
        case 200..<300:
            switch response.body {
            case .answer(let answer): judge(answer, status: response.status)
            case .object(_, let fault), .unreadable(let fault): .inDoubt(.noAnswer(fault))
            }
        default: .inDoubt(.status(response.status))
        }
    }

    /// 0 is success; below 0 is an error; above 0 is an error if the message is XML, else a success if there is an id.
    private static func judge(_ answer: AccountAnswer, status: Int) -> SendVerdict {
        let code = answer.code ?? 0
        if code < 0 || code > 0 && answer.message.isXML { return .refused(status: status, message: answer.message) }
        guard let id = answer.result else { return .inDoubt(.noAnswer(answer.withoutResult)) }
        return .created(id, message: answer.message, password: answer.generatedPassword)
    }
}

extension ExistsVerdict {
    /// Judges what happened on the wire; only a complete answer decides.
    package init(_ exchange: Exchange<AccountAnswer>) {
        switch exchange {
        case .notSent(let unsent): self = .unreachable(unsent)
        case .broken(let broken): self = .unclear(.broken(broken))
        case .answered(let response): self = Self.judge(response)
        }
    }

    private static func judge(_ response: Response<AccountAnswer>) -> ExistsVerdict {
        switch (response.status, response.body) {
        case (refusals, _): return .refused(status: response.status, message: response.message)
        case (explainedRefusals, _) where response.hasObject:
            return .refused(status: response.status, message: response.message)
        case (throttling, _): return .throttled(after: response.retryAfter)
        case (200..<300, .answer(let answer)):
            switch (answer.code, answer.result) {
            case (0, _): return .absent
            case (1, let id?), (nil, let id?): return .present(id)
            case (1, nil), (nil, nil): return .unclear(.noAnswer(answer.withoutResult))
            case (let code?, _) where code < 0: return .refused(status: response.status, message: answer.message)
            case (let code?, _): return .unclear(.noAnswer(.code(code)))
            }
        case (200..<300, .object(_, let fault)), (200..<300, .unreadable(let fault)): return .unclear(.noAnswer(fault))
        default: return .unclear(.status(response.status))
        }
    }
}

extension ExistsVerdict {
    package var isAbsent: Bool {
        if case .absent = self { true } else { false }
    }

    /// What is written down of it.
    var finding: Probe.Answer {
        switch self {
        case .absent: .absent
        case .present: .present
        case .refused, .throttled, .unreachable, .unclear: .unclear
        }
    }

    /// The reason to write down; nil if the account is there.
    package var reason: Reason? {
        switch self {
        case .absent: .absent
        case .present: nil
        case .refused(let status, let message): .refused(status: status, message: message)
        case .throttled: .throttled
        case .unreachable(let unsent): .notSent(unsent)
        case .unclear(let doubt): .inDoubt(doubt)
        }
    }
}

extension AccountAnswer {
    /// What is missing when there is no usable id.
    fileprivate var withoutResult: Unreadable {
        if let resultProblem { return .result(resultProblem) }
        return code.map { .codeWithoutResult($0) } ?? .neitherCodeNorResult
    }
}

extension Response {
    var hasObject: Bool {
        switch body {
        case .answer, .object: true
        case .unreadable: false
        }
    }
}

extension Response<AccountAnswer> {
    var message: String {
        switch body {
        case .answer(let answer): answer.message
        case .object(let message, _): message
        case .unreadable: ""
        }
    }
}

extension String {
    /// Whether a message is the SDK's `<Errors>` document (docs/protocol.md, section 9).
    var isXML: Bool { trimmed.hasPrefix("<") }
}

private func ~= (set: Set<Int>, status: Int) -> Bool { set.contains(status) }
