package import FoundationEssentials

/// Why there is no secure connection; certificates are given by name.
package enum TLSFault: Hashable, Sendable {
    case expired(certificate: String, on: Date)
    case notYetValid(certificate: String, from: Date)
    /// The certificate is for names other than the host's.
    case otherHost(names: [String])
    /// The vendor's certificate is self-signed and not registered as trusted; `caFile` is the registered file, if any.
    case selfSigned(caFile: String?)
    /// The root certificate of the chain is not known.
    case unknownRoot(String, caFile: String?)
    /// The first value issued the certificate of the second, but its own certificate is missing at the vendor and here.
    case missingIssuer(String, of: String, caFile: String?)
    /// The registered file contains a certificate of the chain, but not the certificate of its issuer.
    case caFileIsNoRoot(certificate: String, issuer: String, caFile: String)
    /// The certificate is not trusted, for a reason that could not be determined.
    case untrusted
    /// The two sides have no version or cipher in common.
    case noCommonProtocol
    /// The other side does not speak TLS.
    case notTLS
    /// The handshake took too long, or the other side hung up.
    case noHandshake
    /// Anything else, in the words of the library.
    case other(String)
}
