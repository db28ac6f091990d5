/// A short text that stands for a longer one: the SHA-256 of its parts.
enum Fingerprint {
    /// Each part is preceded by its length, so that different parts never make the same input.
    static func of(_ parts: [String]) -> String {
        var bytes: [UInt8] = []
        for part in parts {
            bytes.append(contentsOf: "\(part.utf8.count):".utf8)
            bytes.append(contentsOf: part.utf8)
        }
        return SHA256.hexadecimal(bytes)
    }
}
