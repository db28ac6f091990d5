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

extension TLSFault {
    /// What is the matter.
    package var phrase: String {
        switch self {
        case .expired(let name, let date): "the certificate of \(name) expired on \(date.day)"
        case .notYetValid(let name, let date): "the certificate of \(name) is only valid from \(date.day)"
        case .otherHost(let names) where names.isEmpty: "its certificate is for another name"
        case .otherHost(let names): "its certificate is for \(names.joined(separator: ", ")) and not for this host"
        case .selfSigned(nil): "its certificate is self-signed"
        case .selfSigned(let file?): "its certificate is self-signed and is not in \(file)"
        case .unknownRoot(let root, nil): "its certificate comes from \(root), which nobody here knows"
        case .unknownRoot(let root, let file?): "its certificate comes from \(root), which is not in \(file)"
        case .missingIssuer(let issuer, let name, nil):
            "the certificate of \(name) was issued by \(issuer), whose own certificate the vendor does not send"
        case .missingIssuer(let issuer, let name, let file?):
            "the certificate of \(name) was issued by \(issuer), whose own certificate the vendor does not send and \(file) does not hold"
        case .caFileIsNoRoot(let name, let issuer, let file):
            "\(file) holds the certificate of \(name), which \(issuer) issued, but not that of \(issuer)"
        case .untrusted: "its certificate is not trusted"
        case .noCommonProtocol: "it speaks neither TLS 1.2 nor 1.3, or no cipher of ours"
        case .notTLS: "it does not speak TLS"
        case .noHandshake: "it broke the handshake off, or did not end it in time"
        case .other(let words): words
        }
    }

    /// What to do now.
    package var cure: String {
        switch self {
        case .expired: "tell the vendor; if that date is still to come, set this machine's clock"
        case .notYetValid: "set this machine's clock; if it is right, tell the vendor"
        case .otherHost: "correct the host in the registered URLs; if it is right, tell the vendor"
        case .selfSigned(nil): "compare it with the vendor's; if it is theirs, name it as caFile"
        case .selfSigned(let file?): "compare it with the vendor's; if it is theirs, put it into \(file)"
        case .unknownRoot(let root, nil): "if \(root) is the vendor's own CA, name its certificate as caFile"
        case .unknownRoot(let root, let file?): "if \(root) is the vendor's own CA, put its certificate into \(file)"
        case .missingIssuer(let issuer, _, nil):
            "have the vendor send the whole chain, or name a caFile with the certificate of \(issuer) and those above it"
        case .missingIssuer(let issuer, _, let file?):
            "have the vendor send the whole chain, or add the certificate of \(issuer) to \(file)"
        case .caFileIsNoRoot(_, let issuer, let file): "add the certificate of \(issuer) to \(file)"
        case .untrusted: "compare the vendor's chain of certificates with those that are trusted here"
        case .noCommonProtocol: "have the vendor allow TLS 1.2 or later"
        case .notTLS: "correct the port or the scheme in the registered URLs"
        case .noHandshake: "check that the service manager is up, then try again"
        case .other: "check the registered URLs and the vendor's certificate"
        }
    }
}

extension Date {
    fileprivate var day: String { formatted(.iso8601.year().month().day()) }
}
