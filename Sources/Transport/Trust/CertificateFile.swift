import Accounts
import Glibc
import NIOSSL

enum CertificateFile {
    private static let longest = 1 << 20

    /// Reads the certificates of a PEM file; `name` is how the registration spells it.
    static func read(_ path: String, as name: String) throws(Unusable) -> [NIOSSLCertificate] {
        let bytes = try bytes(path, name)
        guard !bytes.isEmpty else { throw .caFile(name, .empty) }
        guard String(decoding: bytes, as: UTF8.self).contains("-----BEGIN CERTIFICATE-----") else {
            throw .caFile(name, .noCertificate)
        }
        do {
            return try NIOSSLCertificate.fromPEMBytes(bytes)
        } catch {
            throw .caFile(name, .broken)
        }
    }

    private static func bytes(_ path: String, _ name: String) throws(Unusable) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw .system(errno, name) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= longest else {
            throw .caFile(name, .notAFile)
        }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while bytes.count <= longest {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            guard count >= 0 else { throw .system(errno, name) }
            if count == 0 { break }
            bytes += buffer[..<count]
        }
        return bytes
    }
}

extension Unusable {
    fileprivate static func system(_ code: Int32, _ file: String) -> Unusable {
        .caFile(file, code == ENOENT ? .missing : .system(String(cString: strerror(code))))
    }
}
