package import Accounts
package import Pulling
import Synchronizing

extension BSSProblem {
    /// What happened, as the end of a sentence.
    package var phrase: String {
        switch self {
        case .unusable(let unusable): unusable.phrase
        case .notSent(let unsent): unsent.phrase
        case .broken(.timedOut): "it did not answer in time"
        case .broken(.connectionLost): "the connection was lost before its answer was complete"
        case .broken(.unreadable): "its answer could not be read"
        case .signInRefused(let status, let word):
            "it does not accept the credentials (HTTP \(status)\(word.isEmpty ? "" : ", \(word)"))"
        case .noToken: "its answer to signing in holds no usable token"
        case .tokenRefused: "it refused a token that it had just given"
        case .forbidden: "its answer is HTTP 403: the user may not read accounts, or asks too often"
        case .busy(let status): "it still asks us to try again later (HTTP \(status))"
        case .status(let status, let message):
            "its answer is HTTP \(status)\(message.isEmpty ? "" : ": \"\(message)\"")"
        case .unreadable(.tooLong): "its answer is too long"
        case .unreadable(let fault): "its answer cannot be used: \(fault.phrase)"
        case .noList: "its answer holds no list of accounts"
        case .samePage: "it returns the same accounts whichever page is asked for"
        }
    }

    fileprivate var cure: String {
        switch self {
        case .unusable: "Correct the secrets that the connection names, then try again."
        case .notSent(.tlsFailed(_, let fault)): fault.cure.sentence
        case .notSent(.proxyFailed): "Correct HTTPS_PROXY, or name the BSS's host in NO_PROXY, then try again."
        case .notSent(.nameNotResolved), .notSent(.connectionRefused), .notSent(.connectionTimedOut):
            "Check the URL of the connection, the network, and whether the BSS is up; then try again."
        case .notSent(.invalidRequest): "Correct the connection: `\(ShellCommand("bss add"))`."
        case .signInRefused(_, "invalid_client"): "Check the client key and the client secret."
        case .signInRefused: "Check the client key, its secret, the user name and the password."
        case .tokenRefused: "Another program may sign in as the same user: give this one a user of its own."
        case .forbidden: "Ask for the right to read accounts, or try again later."
        case .busy: "Try again later, or lower ratePerSecond."
        case .noList, .samePage, .unreadable, .noToken:
            "Check that the URL is that of the BSS's API, and its apiVersion."
        default: "Try again; what was read so far is kept."
        }
    }
}

extension Notice {
    package static let noBSS = Notice.bad("No BSS is connected.")
        .cure("Connect it with `\(ShellCommand("bss add FILE"))`: the user guide has an example.")
    package static let pullUnderWay = Notice.plain("Another program is reading the BSS for this workspace.")
        .cure("Wait until it has ended.")
    package static let nothingHeld = Notice.plain(BSSWords.nothingHeld.sentence)
        .cure("Read the BSS first: `\(ShellCommand("accounts pull"))`.")

    package init(_ problem: BSSProblem, of connection: BSSConnection) {
        self = .bad("\(connection.name) cannot be read: \(problem.phrase).").cure(problem.cure)
    }
}
