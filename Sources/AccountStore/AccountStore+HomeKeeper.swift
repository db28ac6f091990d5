package import FoundationEssentials
import GRDB
import StoredForms
package import Synchronizing

extension AccountStore: HomeKeeper {
    package func home() async throws(StoreFailure) -> HomeReading {
        try await read { [path] database in
            HomeReading(
                homes: try database.map(.homes, "SELECT * FROM homes ORDER BY number DESC", [], Home.init),
                here: FilePlace.of(path)
            )
        }
    }

    package func settle(at place: Home.Place, on date: Date, by: String) async throws(StoreFailure) -> Bool {
        try await write { [path] database in
            guard FilePlace.of(path) == place else { return false }
            try database.insert(Home(place: place, at: date, by: by))
            return true
        }
    }
}

extension Database {
    /// Throws unless the file is the one to which the workspace belongs.
    func requireHome(_ path: String) throws {
        let home = try map(.homes, "SELECT * FROM homes ORDER BY number DESC LIMIT 1", [], Home.init)
        if let away = HomeReading(homes: home, here: FilePlace.of(path)).away {
            throw StoreFailure.away(path: path, away)
        }
    }

    func insert(_ home: Home) throws {
        try insert(
            ["place": try home.place.json(), "at": home.at.timeIntervalSinceReferenceDate, "by": home.by],
            into: .homes
        )
    }
}
