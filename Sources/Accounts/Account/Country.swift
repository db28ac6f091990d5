/// A country by its alpha-2 code: either from ISO 3166-1, or a user-assigned code that platforms have agreed on.
package struct Country: Hashable, Sendable {
    /// Two capital letters.
    package let code: String
    /// The English short name.
    package let name: String
    /// Whether the standard leaves the code to its users; a vendor that accepts only the standard codes would refuse
    /// it.
    package var isUserAssigned: Bool { Self.userAssigned[code] != nil }

    /// Finds the country with this code, ignoring case and surrounding white space.
    package init?(code: String) {
        let code = code.trimmed.uppercased()
        guard let name = Self.name(code) ?? Self.userAssigned[code] else { return nil }
        self.code = code
        self.name = name
    }

    /// All countries of the standard, ordered by code.
    package static var all: [Country] { table.map { $0[0] }.sorted().compactMap(Country.init(code:)) }

    /// The only user-assigned code that has the same meaning everywhere (CLDR, the European Commission, SWIFT).
    private static let userAssigned = ["XK": "Kosovo"]

    /// ISO 3166-1 as it was in 2024: alpha-2, alpha-3, numeric code and English short name of each country (decision
    /// 0022).
    static let table = String(decoding: PackageResources.iso_3166_1_txt, as: UTF8.self).split(separator: "\n")
        .map { $0.split(separator: " ", maxSplits: 3).map(String.init) }

    /// The name of a code of the standard; it is asked for with the first frame, for which the whole table need not be read.
    private static func name(_ code: String) -> String? {
        let code = Array(code.utf8)
        guard code.count == 2, let place = place(code[0], code[1]) else { return nil }
        let line = PackageResources.iso_3166_1_txt[places[place]...]
        guard line.starts(with: code + [space]) else { return nil }
        // Behind the two codes and the number.
        return String(decoding: line.dropFirst(11).prefix { $0 != lineEnd }, as: UTF8.self)
    }

    private static let (space, lineEnd): (UInt8, UInt8) = (0x20, 0x0A)

    /// Where the line of each pair of capital letters begins; where there is none, it is that of another pair.
    private static let places: [Int] = {
        var places = [Int](repeating: 0, count: 26 * 26)
        let bytes = PackageResources.iso_3166_1_txt
        var start = 0
        for at in bytes.indices where bytes[at] == lineEnd || at == bytes.endIndex - 1 {
            if start + 1 < bytes.count, let place = place(bytes[start], bytes[start + 1]) { places[place] = start }
            start = at + 1
        }
        return places
    }()

    private static func place(_ first: UInt8, _ second: UInt8) -> Int? {
        let letters: ClosedRange<UInt8> = 0x41...0x5A
        guard letters.contains(first), letters.contains(second) else { return nil }
        return Int(first - letters.lowerBound) * 26 + Int(second - letters.lowerBound)
    }
}
