/// A short text that stands for a longer one: the SHA-256 of its parts.
struct Fingerprint {
    private var hash = SHA256()
    private var bytes: [UInt8] = []

    /// Adds a part, preceded by its length, so that different parts never make the same input.
    mutating func add(_ part: String) {
        bytes.removeAll(keepingCapacity: true)
        bytes.append(contentsOf: "\(part.utf8.count):".utf8)
        bytes.append(contentsOf: part.utf8)
        hash.add(bytes)
    }

    var text: String { hash.hexadecimal }

    static func of(_ parts: some Sequence<String>) -> String {
        var fingerprint = Fingerprint()
        for part in parts { fingerprint.add(part) }
        return fingerprint.text
    }
}
