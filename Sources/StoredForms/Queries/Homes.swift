import FoundationEssentials
package import Synchronizing

extension BookRows {
    /// The book's homes, the last one first.
    package func homes(limit: Int? = nil) throws -> [Home] {
        let end = limit.map { "LIMIT \($0)" } ?? ""
        return try map(.homes, "SELECT * FROM homes ORDER BY number DESC \(end)", [], Home.init)
    }

    /// Throws unless the book is where it belongs.
    package func requireHome(_ here: Home.Place, of path: String) throws {
        if let away = HomeReading(homes: try homes(limit: 1), here: here).away {
            throw StoreFailure.away(path: path, away)
        }
    }

    package func insert(_ home: Home) throws {
        try insert(
            ["place": try home.place.json(), "at": home.at.timeIntervalSinceReferenceDate, "by": home.by],
            into: .homes
        )
    }
}

extension Home {
    package init(_ row: StoredRow) throws(Damage) {
        self.init(place: try row.json("place"), at: try row.date("at"), by: try row.optionalText("by"))
    }
}
