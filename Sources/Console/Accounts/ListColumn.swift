/// A column of the list of accounts, in the order in which they stand.
enum ListColumn: String, Codable, CaseIterable, Sendable {
    case code, name, type, country, countryName, city, email, phone, parent
    /// The states on the shown system.
    case status
    /// A column for each of the other systems.
    case otherSystems
}
