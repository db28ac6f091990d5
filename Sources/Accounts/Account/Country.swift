/// A country by its alpha-2 code: one of ISO 3166-1, or one that platforms agreed on although the standard leaves it to
/// its users.
package struct Country: Hashable, Sendable {
    /// Two capital letters.
    package let code: String
    /// The English short name.
    package let name: String
    /// Whether the standard leaves the code to its users; a vendor that takes only the standard's would refuse it.
    package var isUserAssigned: Bool { Self.userAssigned[code] != nil }

    /// Finds the country with a code, whatever its case, with or without white space around it.
    package init?(code: String) {
        let code = code.trimmed.uppercased()
        guard let name = Self.names[code] ?? Self.userAssigned[code] else { return nil }
        self.code = code
        self.name = name
    }

    /// All countries of the standard, by code.
    package static var all: [Country] { names.keys.sorted().compactMap(Country.init(code:)) }

    /// The only code of the user-assigned ones that has the same meaning everywhere (CLDR, the European Commission,
    /// SWIFT).
    private static let userAssigned = ["XK": "Kosovo"]

    private static let names: [String: String] = {
        var names: [String: String] = [:]
        for row in CountryTable.rows.split(separator: "\n") {
            let columns = row.split(separator: " ", maxSplits: 3)
            names[String(columns[0])] = String(columns[3])
        }
        return names
    }()
}
