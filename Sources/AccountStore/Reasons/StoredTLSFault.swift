import Accounts
import FoundationEssentials

extension TLSFault {
    init?(_ stored: StoredReason) {
        let file = stored.file
        switch (stored.first, stored.name, stored.issuer, stored.seconds) {
        case ("expired", let name?, _, let date?):
            self = .expired(certificate: name, on: Date(timeIntervalSinceReferenceDate: date))
        case ("notYetValid", let name?, _, let date?):
            self = .notYetValid(certificate: name, from: Date(timeIntervalSinceReferenceDate: date))
        case ("otherHost", _, _, _): self = .otherHost(names: stored.names ?? [])
        case ("selfSigned", _, _, _): self = .selfSigned(caFile: file)
        case ("unknownRoot", let name?, _, _): self = .unknownRoot(name, caFile: file)
        case ("missingIssuer", let name?, let issuer?, _): self = .missingIssuer(issuer, of: name, caFile: file)
        case ("caFileIsNoRoot", let name?, let issuer?, _):
            guard let file else { return nil }
            self = .caFileIsNoRoot(certificate: name, issuer: issuer, caFile: file)
        case ("untrusted", _, _, _): self = .untrusted
        case ("noCommonProtocol", _, _, _): self = .noCommonProtocol
        case ("notTLS", _, _, _): self = .notTLS
        case ("noHandshake", _, _, _): self = .noHandshake
        case ("other", _, _, _): self = .other(stored.text ?? "")
        default: return nil
        }
    }

    var stored: StoredReason {
        switch self {
        case .expired(let name, let date):
            .init("expired") { ($0.name, $0.seconds) = (name, date.timeIntervalSinceReferenceDate) }
        case .notYetValid(let name, let date):
            .init("notYetValid") { ($0.name, $0.seconds) = (name, date.timeIntervalSinceReferenceDate) }
        case .otherHost(let names): .init("otherHost") { $0.names = names }
        case .selfSigned(let file): .init("selfSigned") { $0.file = file }
        case .unknownRoot(let root, let file): .init("unknownRoot") { ($0.name, $0.file) = (root, file) }
        case .missingIssuer(let issuer, let name, let file):
            .init("missingIssuer") { ($0.issuer, $0.name, $0.file) = (issuer, name, file) }
        case .caFileIsNoRoot(let name, let issuer, let file):
            .init("caFileIsNoRoot") { ($0.issuer, $0.name, $0.file) = (issuer, name, file) }
        case .untrusted: .init("untrusted")
        case .noCommonProtocol: .init("noCommonProtocol")
        case .notTLS: .init("notTLS")
        case .noHandshake: .init("noHandshake")
        case .other(let words): .init("other") { $0.text = words }
        }
    }
}
