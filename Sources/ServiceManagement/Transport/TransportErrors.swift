import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronizing

extension Unsent {
    /// What an error before the first byte means; an unknown one is no connection.
    init(_ error: any Error, host: String) {
        switch error {
        case is CancellationError: self = .cancelled
        case let error as NIOConnectionError where error.connectionErrors.isEmpty: self = .nameNotResolved(host: host)
        case let error as NIOSSLError: self = .tlsFailed(host: host, reason: error.phrase)
        case is NIOSSLExtraError: self = .tlsFailed(host: host, reason: "the certificate is for another name")
        case let error as BoringSSLError: self = .tlsFailed(host: host, reason: "\(error)")
        case let error as HTTPClientError where error == .connectTimeout: self = .connectionTimedOut(host: host)
        case let error as HTTPClientError where error == .tlsHandshakeTimeout:
            self = .tlsFailed(host: host, reason: "no handshake in time")
        case let error as HTTPClientError where error == .cancelled: self = .cancelled
        case let error as HTTPClientError where error.isInvalidRequest:
            self = .invalidRequest("the request cannot be made: \(error.shortDescription)")
        default: self = .connectionRefused(host: host)
        }
    }
}

extension Break {
    /// What an error after the first byte means.
    init(_ error: any Error) {
        switch error {
        case is CancellationError: self = .timedOut
        case let error as HTTPClientError where error.isTimeout: self = .timedOut
        case let error as HTTPClientError where error == .remoteConnectionClosed: self = .connectionLost
        case is IOError, is ChannelError: self = .connectionLost
        case let error as HTTPParserError where error == .invalidEOFState: self = .connectionLost
        default: self = .other("the answer could not be read")
        }
    }
}

extension NIOSSLError {
    fileprivate var phrase: String {
        switch self {
        case .handshakeFailed: "the certificate or the protocol is not accepted"
        default: "\(self)"
        }
    }
}

extension HTTPClientError {
    fileprivate var isTimeout: Bool { [.readTimeout, .deadlineExceeded, .cancelled].contains(self) }

    fileprivate var isInvalidRequest: Bool {
        [.invalidURL, .emptyHost, .emptyScheme].contains(self) || shortDescription.contains("header")
            || shortDescription.contains("scheme")
    }
}
