/// SHA-256 according to FIPS 180-4, for fingerprints; no secret depends on it.
package struct SHA256 {
    private var state: [UInt32] = [
        0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
    ]

    /// The last sixteen words that were made of a block; each block begins them anew.
    private var schedule = InlineArray<16, UInt32>(repeating: 0)

    /// The bytes that do not fill a block yet.
    private var rest: [UInt8] = []
    /// How many bytes were added.
    private var length: UInt64 = 0

    package init() {}

    /// The digest of some bytes, in hexadecimal.
    package static func hexadecimal(_ bytes: some Collection<UInt8>) -> String {
        var hash = SHA256()
        hash.add(Array(bytes))
        return hash.hexadecimal
    }

    /// Adds bytes to the message.
    package mutating func add(_ bytes: [UInt8]) {
        length += UInt64(bytes.count)
        var start = 0
        if !rest.isEmpty {
            start = min(64 - rest.count, bytes.count)
            rest += bytes[..<start]
            guard rest.count == 64 else { return }
            let block = rest
            absorb(block.span)
            rest.removeAll(keepingCapacity: true)
        }
        let blocks = bytes.span
        while bytes.count - start >= 64 {
            absorb(blocks.extracting(start..<start + 64))
            start += 64
        }
        rest += bytes[start...]
    }

    /// The digest of what was added, in hexadecimal.
    package var hexadecimal: String {
        var end = self
        end.add(Self.padding(after: length))
        return end.state
            .map { word in
                let digits = String(word, radix: 16)
                return String(repeating: "0", count: 8 - digits.count) + digits
            }
            .joined()
    }

    /// A single 1 bit, zeros, and the message's length in bits in the last eight bytes (section 5.1.1).
    private static func padding(after length: UInt64) -> [UInt8] {
        var padding: [UInt8] = [0x80]
        padding.append(contentsOf: repeatElement(0, count: (119 - Int(length % 64)) % 64))
        for shift in stride(from: 56, through: 0, by: -8) {
            padding.append(UInt8(truncatingIfNeeded: (length * 8) >> shift))
        }
        return padding
    }

    /// Section 6.2.2, for a block of 64 bytes.
    private mutating func absorb(_ block: Span<UInt8>) {
        for index in 0..<16 {
            let place = index * 4
            schedule[index] =
                UInt32(block[place]) << 24 | UInt32(block[place + 1]) << 16 | UInt32(block[place + 2]) << 8
                | UInt32(block[place + 3])
        }
        var (a, b, c, d) = (state[0], state[1], state[2], state[3])
        var (e, f, g, h) = (state[4], state[5], state[6], state[7])
        for index in 0..<64 {
            if index >= 16 {
                let (early, late) = (schedule[(index + 1) & 15], schedule[(index + 14) & 15])
                let sigma0 = early.rotated(7) ^ early.rotated(18) ^ early >> 3
                let sigma1 = late.rotated(17) ^ late.rotated(19) ^ late >> 10
                schedule[index & 15] &+= sigma0 &+ schedule[(index + 9) & 15] &+ sigma1
            }
            let choice = e & f ^ ~e & g
            let majority = a & b ^ a & c ^ b & c
            let first =
                h &+ (e.rotated(6) ^ e.rotated(11) ^ e.rotated(25)) &+ choice &+ Self.constants[index]
                &+ schedule[index & 15]
            let second = (a.rotated(2) ^ a.rotated(13) ^ a.rotated(22)) &+ majority
            (h, g, f, e, d, c, b, a) = (g, f, e, d &+ first, c, b, a, first &+ second)
        }
        state[0] &+= a
        state[1] &+= b
        state[2] &+= c
        state[3] &+= d
        state[4] &+= e
        state[5] &+= f
        state[6] &+= g
        state[7] &+= h
    }

    /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes (section 4.2.2).
    private static let constants: InlineArray<64, UInt32> = [
        0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
        0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
        0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
        0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
        0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
        0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
        0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
        0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
    ]
}

extension UInt32 {
    fileprivate func rotated(_ count: UInt32) -> UInt32 { self >> count | self << (32 - count) }
}
