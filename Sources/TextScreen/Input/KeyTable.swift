/// The keys of one terminal by their bytes: those from terminfo take precedence over those that all terminals share.
package struct KeyTable: Hashable, Sendable {
    private let keys: [[UInt8]: Key]
    private let beginnings: Set<[UInt8]>

    /// Sequences that do not begin with Escape are characters, and are left out.
    package init(_ sequences: [(bytes: [UInt8], key: Key)] = []) {
        var keys = Self.linuxConsole
        for (bytes, key) in sequences {
            let bytes = Self.sevenBit(bytes)
            if bytes.count > 1, bytes[0] == 0x1B { keys[bytes] = key }
        }
        self.keys = keys
        beginnings = Set(keys.keys.flatMap { bytes in (2..<max(bytes.count, 2)).map { Array(bytes[..<$0]) } })
    }

    func key(_ bytes: [UInt8]) -> Key? { keys[bytes] }

    /// Whether a longer sequence begins with these bytes.
    func goesOn(after bytes: [UInt8]) -> Bool { beginnings.contains(bytes) }

    private static func sevenBit(_ bytes: [UInt8]) -> [UInt8] {
        guard let first = bytes.first, (0x80...0x9F).contains(first) else { return bytes }
        return [0x1B, first - 0x40] + bytes.dropFirst()
    }

    /// F1 to F5 of the Linux console; by the standard, `CSI [` would be complete.
    private static let linuxConsole: [[UInt8]: Key] = Dictionary(
        uniqueKeysWithValues: "ABCDE".utf8.enumerated()
            .map { (Array("\u{1B}[[".utf8) + [$1], Key.function($0 + 1)) }
    )
}
