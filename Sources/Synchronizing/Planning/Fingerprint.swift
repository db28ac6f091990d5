/// A short text that stands for a longer one: the SHA-256 of its parts.
struct Fingerprint {
    private var hash = SHA256()
    /// What is not hashed yet.
    private var bytes: [UInt8] = []

    /// Adds a part, preceded by its length, so that different parts never make the same input.
    mutating func add(_ part: String) {
        bytes.append(contentsOf: String(part.utf8.count).utf8)
        bytes.append(UInt8(ascii: ":"))
        bytes.append(contentsOf: part.utf8)
        guard bytes.count >= Self.portion else { return }
        hash.add(bytes)
        bytes.removeAll(keepingCapacity: true)
    }

    var text: String {
        var end = hash
        end.add(bytes)
        return end.hexadecimal
    }

    private static let portion = 4_096

    static func of(_ parts: some Sequence<String>) -> String {
        var fingerprint = Fingerprint()
        for part in parts { fingerprint.add(part) }
        return fingerprint.text
    }
}
