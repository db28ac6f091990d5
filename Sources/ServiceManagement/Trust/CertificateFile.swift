import Glibc
import NIOSSL

/// The file with the certificates that a registration names.
enum CertificateFile {
    private static let longest = 1 << 20

    /// Reads the certificates of a PEM file; `name` is how the registration spells it.
    static func read(_ path: String, as name: String) throws(UnreadableCertificates) -> [NIOSSLCertificate] {
        let bytes = try bytes(path, name)
        guard !bytes.isEmpty else { throw UnreadableCertificates(file: name, reason: .empty) }
        guard String(decoding: bytes, as: UTF8.self).contains("-----BEGIN CERTIFICATE-----") else {
            throw UnreadableCertificates(file: name, reason: .noCertificate)
        }
        do {
            return try NIOSSLCertificate.fromPEMBytes(bytes)
        } catch {
            throw UnreadableCertificates(file: name, reason: .broken)
        }
    }

    private static func bytes(_ path: String, _ name: String) throws(UnreadableCertificates) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw UnreadableCertificates(file: name, reason: .system(errno)) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= longest else {
            throw UnreadableCertificates(file: name, reason: .notAFile)
        }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while bytes.count <= longest {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            guard count >= 0 else { throw UnreadableCertificates(file: name, reason: .system(errno)) }
            if count == 0 { break }
            bytes += buffer[..<count]
        }
        return bytes
    }
}

/// The CA file of a registration cannot be used.
struct UnreadableCertificates: Error, CustomStringConvertible {
    enum Reason: Equatable {
        case system(Int32)
        case notAFile, empty, noCertificate, broken
    }

    let file: String
    let reason: Reason

    var description: String {
        switch reason {
        case .system(ENOENT): "\(file), the caFile, is not there: put it into the workspace, or correct its name"
        case .system(let code):
            "\(file), the caFile, cannot be read (\(String(cString: strerror(code)))): make it readable"
        case .notAFile: "\(file), the caFile, is not a plain file of at most 1 MiB: name a PEM file"
        case .empty: "\(file), the caFile, is empty: put the vendor's CA certificate into it, as PEM"
        case .noCertificate:
            "\(file), the caFile, holds no certificate in PEM, which begins with -----BEGIN CERTIFICATE-----: convert it, or name another"
        case .broken: "a certificate in \(file), the caFile, cannot be read: copy it anew"
        }
    }
}
