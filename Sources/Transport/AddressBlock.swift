import Glibc

/// A block of addresses in CIDR notation (RFC 4632): `10.0.0.0/8`, `fd00::/8`.
struct AddressBlock: Sendable {
    private let bytes: [UInt8]
    private let length: Int

    init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let bytes = Self.bytes(String(parts[0])), let length = UInt8(parts[1]),
            length <= bytes.count * 8
        else { return nil }
        self.bytes = bytes
        self.length = Int(length)
    }

    /// Whether a host is an address in the block.
    func contains(_ host: String) -> Bool {
        guard let other = Self.bytes(host), other.count == bytes.count else { return false }
        return (0..<length)
            .allSatisfy { bit in
                let mask: UInt8 = 0x80 >> UInt8(bit % 8)
                return bytes[bit / 8] & mask == other[bit / 8] & mask
            }
    }

    private static func bytes(_ text: String) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET, text, &bytes) == 1 { return Array(bytes.prefix(4)) }
        return inet_pton(AF_INET6, text, &bytes) == 1 ? bytes : nil
    }
}
