/// Short phrases for what ended an exchange; they follow "not sent: " or "in doubt: ".
extension Unsent {
    /// What happened.
    package var phrase: String {
        switch self {
        case .nameNotResolved(let host): "the name \(host) has no address"
        case .connectionRefused(let host): "\(host) refused the connection"
        case .connectionTimedOut(let host): "\(host) did not take the connection in time"
        case .tlsFailed(let host, let fault): "no secure connection to \(host): \(fault.phrase)"
        case .proxyFailed(let reason): reason
        case .invalidRequest(let reason): reason
        case .gateClosed: "the time to begin was over, or the attempt was taken over"
        case .cancelled: "it was cancelled"
        case .circuitOpen: "the vendor could not be reached several times in a row, so it is left alone for a minute"
        }
    }

    /// What to do now.
    package var cure: String {
        switch self {
        case .nameNotResolved: "check the URL in the system's registration and the network, then try again"
        case .connectionRefused, .connectionTimedOut: "check that the service manager is up, then try again"
        case .tlsFailed(_, let fault): fault.cure
        case .proxyFailed: "correct HTTPS_PROXY, or name the vendor's host in NO_PROXY, then try again"
        case .invalidRequest: "correct the system's registration"
        case .gateClosed, .cancelled: "try again"
        case .circuitOpen(let wait):
            "check that the service manager is up, then try again in \(Int(wait.seconds.rounded(.up))) s"
        }
    }
}

extension Doubt {
    /// What happened.
    package var phrase: String {
        switch self {
        case .broken(.timedOut): "no answer in time"
        case .broken(.connectionLost): "the connection was lost before the answer was complete"
        case .broken(.other(let reason)): reason
        case .status(let status): "the vendor answered HTTP \(status), which proves nothing"
        case .noAnswer(let reason): "the vendor's answer cannot be used: \(reason)"
        case .ownerDied: "the program ended while it was being sent"
        }
    }
}
