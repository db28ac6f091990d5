import Accounts

extension TLSFault {
    package var phrase: String {
        switch self {
        case .expired(let name, let date): "the certificate of \(name.orUnnamed) expired on \(date.day)"
        case .notYetValid(let name, let date): "the certificate of \(name.orUnnamed) is only valid from \(date.day)"
        case .otherHost(let names) where names.isEmpty: "its certificate is for another name"
        case .otherHost(let names):
            "its certificate is for \(names.map(\.orUnnamed).joined(separator: ", ")) and not for this host"
        case .selfSigned(nil): "its certificate is self-signed"
        case .selfSigned(let file?): "its certificate is self-signed and is not in \(file)"
        case .unknownRoot(let root, nil): "its certificate comes from \(root.orUnnamed), which nobody here knows"
        case .unknownRoot(let root, let file?): "its certificate comes from \(root.orUnnamed), which is not in \(file)"
        case .missingIssuer(let issuer, let name, nil):
            "the certificate of \(name.orUnnamed) was issued by \(issuer.orUnnamed), whose own certificate the vendor does not send"
        case .missingIssuer(let issuer, let name, let file?):
            "the certificate of \(name.orUnnamed) was issued by \(issuer.orUnnamed), whose own certificate the vendor does not send and \(file) does not hold"
        case .caFileIsNoRoot(let name, let issuer, let file):
            "\(file) holds the certificate of \(name.orUnnamed), which \(issuer.orUnnamed) issued, but not that of \(issuer.orUnnamed)"
        case .untrusted: "its certificate is not trusted"
        case .noCommonProtocol: "it speaks neither TLS 1.2 nor 1.3, or no cipher of ours"
        case .notTLS: "it does not speak TLS"
        case .noHandshake: "it broke off the handshake, or did not finish it in time"
        case .other(let words): words
        }
    }

    package var cure: String {
        switch self {
        case .expired: "tell the vendor; if that date is still to come, set this machine's clock"
        case .notYetValid: "set this machine's clock; if it is right, tell the vendor"
        case .otherHost: "correct the host in the registered URLs; if it is right, tell the vendor"
        case .selfSigned(nil): "compare it with the vendor's; if it is theirs, name it as caFile"
        case .selfSigned(let file?): "compare it with the vendor's; if it is theirs, put it into \(file)"
        case .unknownRoot(let root, nil): "if \(root.orUnnamed) is the vendor's own CA, name its certificate as caFile"
        case .unknownRoot(let root, let file?):
            "if \(root.orUnnamed) is the vendor's own CA, put its certificate into \(file)"
        case .missingIssuer(let issuer, _, nil):
            "have the vendor send the whole chain, or name a caFile with the certificate of \(issuer.orUnnamed) and those above it"
        case .missingIssuer(let issuer, _, let file?):
            "have the vendor send the whole chain, or add the certificate of \(issuer.orUnnamed) to \(file)"
        case .caFileIsNoRoot(_, let issuer, let file): "add the certificate of \(issuer.orUnnamed) to \(file)"
        case .untrusted: "compare the vendor's chain of certificates with those that are trusted here"
        case .noCommonProtocol: "have the vendor allow TLS 1.2 or later"
        case .notTLS: "correct the port or the scheme in the registered URLs"
        case .noHandshake: "check that the service manager is up, then try again"
        case .other: "check the registered URLs and the vendor's certificate"
        }
    }
}

extension String {
    fileprivate var orUnnamed: String { isEmpty ? "an unnamed one" : self }
}
