import Foundation
import NIOSSL

/// What a certificate says about itself (RFC 5280, section 4.1), as far as it explains why it is not trusted.
struct CertificateFacts {
    /// The subject, byte by byte; issuers are compared with it.
    var subject: [UInt8] = []
    /// The issuer, byte by byte.
    var issuer: [UInt8] = []
    /// The subject, for people; empty if it has no name.
    var name = ""
    /// The issuer, for people.
    var issuerName = ""
    var hosts: [String] = []
    var validFrom: Date
    var validTo: Date

    var isSelfIssued: Bool { subject == issuer }

    init(_ certificate: NIOSSLCertificate) {
        validFrom = Date(timeIntervalSince1970: Double(certificate.notValidBefore))
        validTo = Date(timeIntervalSince1970: Double(certificate.notValidAfter))
        // Without its bytes there are no names; the dates are enough for a reason.
        guard let bytes = try? certificate.toDERBytes() else { return }
        var document = DER(bytes[...])
        guard let body = document.next()?.elements.first?.elements else { return }
        // The version comes first, but version 1 is left out; number, algorithm, issuer, validity and subject follow.
        let fields = body.first?.tag == 0xA0 ? body.dropFirst() : body[...]
        let places = Array(fields.prefix(5))
        guard places.count == 5 else { return }
        (issuer, subject) = (Array(places[2].whole), Array(places[4].whole))
        (issuerName, name) = (Self.name(places[2]), Self.name(places[4]))
        hosts = body.last.map(Self.hosts) ?? []
    }

    /// The common name, else the organisation.
    private static func name(_ element: DER.Element) -> String {
        let pairs = element.elements.flatMap(\.elements).map(\.elements).filter { $0.count == 2 }
        for kind: [UInt8] in [[0x55, 0x04, 0x03], [0x55, 0x04, 0x0A]] {
            if let pair = pairs.first(where: { Array($0[0].content) == kind }) {
                return shown(pair[1].content)
            }
        }
        return ""
    }

    /// The host names among the subject's alternative names.
    private static func hosts(_ extensions: DER.Element) -> [String] {
        guard extensions.tag == 0xA3, let list = extensions.elements.first else { return [] }
        let found = list.elements.map(\.elements).first { $0.first.map { Array($0.content) } == [0x55, 0x1D, 0x11] }
        guard let names = found?.last?.elements.first else { return [] }
        return names.elements.filter { $0.tag == 0x82 }.map { shown($0.content) }
    }

    private static func shown(_ bytes: ArraySlice<UInt8>) -> String {
        "\"\(String(decoding: bytes.prefix(64), as: UTF8.self))\""
    }
}
