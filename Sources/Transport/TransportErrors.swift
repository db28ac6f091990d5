import Accounts
import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// What an error before the first byte means, on the way to a host, with or without a proxy.
struct UnsentErrors: Sendable {
    let host: String
    let proxy: HTTPProxy?

    /// No connection was made in time.
    var timedOut: Unsent {
        proxy.map { .proxyFailed(.timedOut(proxy: $0.address, host: host)) } ?? .connectionTimedOut(host: host)
    }

    /// An unknown error means that there was no connection.
    func unsent(_ error: any Error) -> Unsent {
        switch error {
        case is CancellationError: .cancelled
        case let error as NIOSSLError: .tlsFailed(host: host, error.fault)
        case is NIOSSLExtraError: .tlsFailed(host: host, .otherHost(names: []))
        case let error as BoringSSLError: .tlsFailed(host: host, error.fault)
        case let error as HTTPClientError: unsent(error)
        case let error as NIOConnectionError where error.connectionErrors.isEmpty:
            proxy.map { .proxyFailed(.nameNotResolved(proxy: $0.address)) } ?? .nameNotResolved(host: host)
        default: proxy.map { .proxyFailed(.unreachable(proxy: $0.address)) } ?? .connectionRefused(host: host)
        }
    }

    private func unsent(_ error: HTTPClientError) -> Unsent {
        switch error {
        case .connectTimeout, .httpProxyHandshakeTimeout: timedOut
        case .tlsHandshakeTimeout: .tlsFailed(host: host, .noHandshake)
        case .cancelled: .cancelled
        case .proxyAuthenticationRequired: .proxyFailed(.unauthorized(proxy: proxy?.address))
        case _ where error.isInvalidRequest: .invalidRequest(.library(error.shortDescription))
        default: proxy.map { .proxyFailed(.noWay(proxy: $0.address, host: host)) } ?? .connectionRefused(host: host)
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
        default: self = .unreadable
        }
    }
}

extension NIOSSLError {
    fileprivate var fault: TLSFault {
        switch self {
        case .handshakeFailed(let error): error.fault
        case .uncleanShutdown: .noHandshake
        default: .other("\(self)")
        }
    }
}

extension BoringSSLError {
    /// The library exposes its reasons only as names in the error's description.
    fileprivate var fault: TLSFault {
        let words = "\(self)"
        let reasons: [(names: [String], fault: TLSFault)] = [
            (["CERTIFICATE_VERIFY_FAILED"], .untrusted),
            (["WRONG_VERSION_NUMBER", "HTTP_REQUEST", "HTTPS_PROXY_REQUEST"], .notTLS),
            (["UNSUPPORTED_PROTOCOL", "PROTOCOL_VERSION", "HANDSHAKE_FAILURE", "NO_SHARED_CIPHER"], .noCommonProtocol),
            (["EOF during handshake", "syscallError", "zeroReturn"], .noHandshake),
        ]
        return reasons.first { $0.names.contains { words.contains($0) } }?.fault ?? .other(words)
    }
}

extension HTTPClientError {
    fileprivate var isTimeout: Bool { [.readTimeout, .deadlineExceeded, .cancelled].contains(self) }

    fileprivate var isInvalidRequest: Bool {
        [.invalidURL, .emptyHost, .emptyScheme].contains(self) || shortDescription.contains("header")
            || shortDescription.contains("scheme")
    }
}
