import Accounts
import Pulling
import StrictJSON
import Synchronizing
import Transport

/// What is done about an answer, and how often the same request has been repeated.
struct Repeats {
    enum Verdict {
        case answer(JSON)
        /// The token may have ended: once, with a new one.
        case signInAgain
        case wait(Duration)
        case fail(BSSProblem)
    }

    private var hasSignedInAgain = false
    private var waits = 0
    private var breaks = 0

    /// Judges the answer to a request that carries a token; `hasWorked`: whether the token was accepted before.
    mutating func judge(_ exchange: RawExchange, hasWorked: Bool) -> Verdict {
        guard case .answered(let response) = exchange else { return judgeBroken(exchange) }
        switch response.status {
        case 401: return hasSignedInAgain ? .fail(.tokenRefused) : signInAgain()
        // An old token is sometimes told as a fault of the server.
        case 500 where hasWorked && !hasSignedInAgain: return signInAgain()
        // It forbids, or it has been asked too often.
        case 403 where hasWorked: return wait(response.retryAfter ?? .seconds(60), most: 1, else: .forbidden)
        case 403: return .fail(.forbidden)
        default: return judgeAnswer(response)
        }
    }

    /// Judges the answer to signing in.
    mutating func judgeSignIn(_ exchange: RawExchange) -> Verdict {
        guard case .answered(let response) = exchange else { return judgeBroken(exchange) }
        let json = response.json
        if let word = json?["error"]?.text, response.status >= 400, response.status < 500, response.status != 429 {
            return .fail(.signInRefused(status: response.status, word: word))
        }
        if [400, 401, 403].contains(response.status) {
            return .fail(.signInRefused(status: response.status, word: ""))
        }
        return judgeAnswer(response)
    }

    private mutating func judgeBroken(_ exchange: RawExchange) -> Verdict {
        switch exchange {
        case .notSent(let unsent):
            switch unsent {
            case .connectionRefused, .connectionTimedOut, .nameNotResolved: return again(.notSent(unsent))
            default: return .fail(.notSent(unsent))
            }
        case .broken(let broken): return again(.broken(broken))
        case .answered: return .fail(.noList)
        }
    }

    private mutating func judgeAnswer(_ response: Response<[UInt8]>) -> Verdict {
        switch (response.status, response.body) {
        case (429, _), (503, _):
            let usual = Duration.seconds(1 << min(waits, 6))
            return wait(response.retryAfter ?? usual, most: 6, else: .busy(status: response.status))
        case (200..<300, .answer(let bytes)):
            do throws(JSONReader.Fault) {
                return .answer(try JSONReader.read(bytes))
            } catch {
                return again(.unreadable(Unreadable(error)))
            }
        case (200..<300, .object(_, let fault)), (200..<300, .unreadable(let fault)): return again(.unreadable(fault))
        case (502, _), (504, _): return again(.status(response.status, message: response.message))
        default: return .fail(.status(response.status, message: response.message))
        }
    }

    private mutating func signInAgain() -> Verdict {
        hasSignedInAgain = true
        return .signInAgain
    }

    /// A request that did nothing is made again a few times, later each time.
    private mutating func again(_ problem: BSSProblem) -> Verdict {
        breaks += 1
        return breaks > Self.mostBreaks ? .fail(problem) : .wait(.seconds(1 << (breaks - 1)))
    }

    private mutating func wait(_ duration: Duration, most: Int, else problem: BSSProblem) -> Verdict {
        waits += 1
        return waits > most ? .fail(problem) : .wait(min(max(duration, .seconds(1)), Self.longestWait))
    }

    private static let mostBreaks = 3
    private static let longestWait = Duration.seconds(120)
}

extension Response<[UInt8]> {
    fileprivate var json: JSON? {
        guard case .answer(let bytes) = body else { return nil }
        // What is not JSON has no message.
        return try? JSONReader.read(bytes)
    }

    /// What the BSS says about a failure, in its own words.
    fileprivate var message: String {
        guard let json else { return "" }
        return ["message", "error_description", "error", "title"].lazy.compactMap { json[$0]?.text }.first ?? ""
    }
}
