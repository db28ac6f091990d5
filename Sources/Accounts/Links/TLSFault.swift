package import FoundationEssentials

/// Why there is no secure connection; certificates by their names.
package enum TLSFault: Hashable, Sendable {
    /// A certificate of the vendor's is over.
    case expired(certificate: String, on: Date)
    /// A certificate of the vendor's is not valid yet.
    case notYetValid(certificate: String, from: Date)
    /// The certificate is for other names than the host's.
    case otherHost(names: [String])
    /// The vendor vouches for itself, and nobody said that it may; the registered file, if there is one.
    case selfSigned(caFile: String?)
    /// The certificate that vouches for the rest is not known.
    case unknownRoot(String, caFile: String?)
    /// Neither the vendor nor anyone here has the certificate of who issued another.
    case missingIssuer(String, of: String, caFile: String?)
    /// The registered file ends in a certificate that somebody else issued.
    case caFileIsNoRoot(certificate: String, issuer: String, caFile: String)
    /// The certificate is not trusted; why could not be seen.
    case untrusted
    /// Both sides know no version or cipher in common.
    case noCommonProtocol
    /// The other side does not speak TLS.
    case notTLS
    /// It took too long, or the other side hung up.
    case noHandshake
    /// Anything else, in the words of the library.
    case other(String)
}
