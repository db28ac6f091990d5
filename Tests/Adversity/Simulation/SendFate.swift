import Accounts
import InMemory
import Synchronizing

/// What happens to a synchronize request on its way, at the vendor, and on the way back.
enum SendFate {
    /// All goes well.
    case well
    case unsent(Unsent)
    /// The process sleeps, with a connection, for so many milliseconds before the first byte.
    case sleeps(Int)
    /// The connection is lost under way; whether, and how late, the request is executed all the same.
    case cut(Break, executed: Bool, late: Bool)
    /// Something other than the right answer comes back; whether the request is executed.
    case answers(Response<AccountAnswer>, executed: Bool)
    /// Executed, and the answer comes after the deadline.
    case tooLate
    /// The vendor takes it for another account that it has, and returns that one's id.
    case merged

    static func draw(_ random: inout Randomness) -> SendFate {
        let executed = random.percent(60)
        switch random.below(100) {
        case 0..<45: return .well
        case 45..<52: return .unsent(unsent(&random))
        case 52..<56: return .sleeps(random.below(60_000))
        case 56..<70:
            let broken: Break = random.pick([.timedOut, .connectionLost, .unreadable])
            return .cut(broken, executed: executed, late: random.percent(50))
        case 70..<80:
            return .answers(
                response(random.pick([301, 302, 307, 500, 502, 503, 504, 402, 409, 599]), &random),
                executed: executed
            )
        case 80..<84: return .answers(unusable(&random), executed: executed)
        case 84..<90: return .answers(refusal(&random), executed: false)
        case 90..<93: return .answers(throttling(&random), executed: false)
        case 93..<98: return .tooLate
        default: return .merged
        }
    }

    private static func unsent(_ random: inout Randomness) -> Unsent {
        random.pick([
            .connectionRefused(host: "vendor"), .nameNotResolved(host: "vendor"), .connectionTimedOut(host: "vendor"),
            .tlsFailed(host: "vendor", .untrusted), .invalidRequest(.body),
        ])
    }

    /// A status that proves nothing, with any body.
    static func response(_ status: Int, _ random: inout Randomness) -> Response<AccountAnswer> {
        let body: Response<AccountAnswer>.Body = random.pick([
            .unreadable(.page), .object(message: "wait"), .answer(AccountAnswer(code: 0, result: "v-0")),
        ])
        return Response(status: status, body: body)
    }

    /// A good status with a body that is not an answer.
    private static func unusable(_ random: inout Randomness) -> Response<AccountAnswer> {
        let body: Response<AccountAnswer>.Body = random.pick([
            .unreadable(.page), .object(message: ""), .answer(AccountAnswer(code: 0)),
            .unreadable(.memberTwice("a")),
        ])
        return Response(status: 200, body: body)
    }

    private static func refusal(_ random: inout Randomness) -> Response<AccountAnswer> {
        switch random.below(4) {
        case 0: Response(status: random.pick([404, 405, 413, 415]), body: .unreadable(.page))
        case 1: Response(status: random.pick([400, 422]), body: .object(message: "bad post code"))
        case 2: Response(status: random.pick([401, 403]), body: .object(message: "who are you"))
        default: Response(status: 200, body: .answer(AccountAnswer(code: -1, message: "name too long")))
        }
    }

    static func throttling(_ random: inout Randomness) -> Response<AccountAnswer> {
        let after: Duration? = random.percent(50) ? .seconds(random.below(400)) : nil
        return Response(status: 429, retryAfter: after, body: .unreadable(.page))
    }
}
