/// A control sequence (ECMA-48, 5.4), or an SS3 sequence: introducer, parameters, intermediates, a final byte.
struct ControlSequence: Hashable {
    enum Introducer: Hashable {
        case csi, ss3
    }

    let introducer: Introducer
    /// `<`, `=`, `>` or `?` before the parameters, which marks a private sequence.
    let mark: UInt8?
    /// The parameters with their parts, which `:` separates; nil means the standard's default.
    let parameters: [[Int?]]
    let intermediates: [UInt8]
    let final: UInt8

    /// Reads a whole sequence, from Escape to the final byte; nil if the standard has no such sequence.
    init?(_ bytes: [UInt8]) {
        guard bytes.count >= 3, bytes[0] == 0x1B, let final = bytes.last else { return nil }
        switch bytes[1] {
        case UInt8(ascii: "["): introducer = .csi
        case UInt8(ascii: "O"): introducer = .ss3
        default: return nil
        }
        var rest = bytes[2..<bytes.endIndex - 1]
        if let first = rest.first, (0x3C...0x3F).contains(first) {
            mark = first
            rest = rest.dropFirst()
        } else {
            mark = nil
        }
        let written = rest.prefix { (0x30...0x3B).contains($0) }
        intermediates = Array(rest[written.endIndex...])
        guard intermediates.allSatisfy({ (0x20...0x2F).contains($0) }), let parameters = Self.numbers(written) else {
            return nil
        }
        self.parameters = parameters
        self.final = final
    }

    private static func numbers(_ bytes: ArraySlice<UInt8>) -> [[Int?]]? {
        guard !bytes.isEmpty else { return [] }
        var parameters: [[Int?]] = []
        for parameter in bytes.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false) {
            var parts: [Int?] = []
            for part in parameter.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false) {
                // No key's code is longer, and a number of this length cannot overflow.
                guard part.count <= 7 else { return nil }
                parts.append(part.isEmpty ? nil : part.reduce(0) { $0 * 10 + Int($1 - 0x30) })
            }
            parameters.append(parts)
        }
        return parameters
    }

    /// The first part of a parameter; nil if it is omitted.
    func number(_ index: Int) -> Int? {
        index < parameters.count ? parameters[index].first.flatMap(\.self) : nil
    }
}
