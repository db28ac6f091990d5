package import Accounts
import Foundation
import NIOSSL

/// Which certificates a system's client trusts: the machine's, or only those of the registered file.
package struct Trust: Sendable {
    let configuration: TLSConfiguration
    private let file: String?
    private let certificates: [NIOSSLCertificate]

    /// Reads the file; `file` is its name as registered, `path` returns where that file is.
    package init(file: String?, path: (String) -> String) throws(Unusable) {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        var certificates: [NIOSSLCertificate] = []
        if let file {
            certificates = try CertificateFile.read(path(file), as: file)
            configuration.trustRoots = .certificates(certificates)
        }
        self.configuration = configuration
        self.file = file
        self.certificates = certificates
    }

    /// Why a chain of certificates is not trusted; the vendor's own certificate comes first.
    func fault(of chain: [NIOSSLCertificate]) -> TLSFault {
        let now = Date()
        let sent = chain.map(CertificateFacts.init)
        let known = certificates.map(CertificateFacts.init)
        guard var last = sent.first else { return .untrusted }
        var isKnown = false
        // Each step goes up to one issuer; more steps than certificates would mean a cycle.
        for _ in 0...(sent.count + known.count) {
            if last.validTo < now { return .expired(certificate: last.name, on: last.validTo) }
            if last.validFrom > now { return .notYetValid(certificate: last.name, from: last.validFrom) }
            if last.isSelfIssued {
                if isKnown || known.contains(where: { $0.subject == last.subject }) { return .untrusted }
                return last.subject == sent[0].subject
                    ? .selfSigned(caFile: file) : .unknownRoot(last.name, caFile: file)
            }
            if let issuer = known.first(where: { $0.subject == last.issuer }) {
                (last, isKnown) = (issuer, true)
            } else if let issuer = sent.first(where: { $0.subject == last.issuer }) {
                (last, isKnown) = (issuer, false)
            } else if isKnown, let file {
                return .caFileIsNoRoot(certificate: last.name, issuer: last.issuerName, caFile: file)
            } else {
                return .missingIssuer(last.issuerName, of: last.name, caFile: file)
            }
        }
        return .untrusted
    }

    /// The hosts for which the vendor's own certificate is valid.
    func hosts(of chain: [NIOSSLCertificate]) -> [String] {
        guard let own = chain.first.map(CertificateFacts.init) else { return [] }
        return own.hosts.isEmpty ? [own.name] : own.hosts
    }
}
