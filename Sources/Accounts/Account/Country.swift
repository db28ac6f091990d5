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
        guard let name = Self.names[code] ?? Self.userAssigned[code] else { return nil }
        self.code = code
        self.name = name
    }

    /// All countries of the standard, ordered by code.
    package static var all: [Country] { names.keys.sorted().compactMap(Country.init(code:)) }

    /// The only user-assigned code that has the same meaning everywhere (CLDR, the European Commission, SWIFT).
    private static let userAssigned = ["XK": "Kosovo"]

    /// ISO 3166-1 as it was in 2024: alpha-2, alpha-3, numeric code and English short name of each country (decision
    /// 0022).
    static let table = String(decoding: PackageResources.iso_3166_1_txt, as: UTF8.self).split(separator: "\n")
        .map { $0.split(separator: " ", maxSplits: 3).map(String.init) }

    private static let names = Dictionary(uniqueKeysWithValues: table.map { ($0[0], $0[3]) })
}
