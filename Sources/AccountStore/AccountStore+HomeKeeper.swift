package import FoundationEssentials
import GRDB
import StoredForms
package import Synchronizing

extension AccountStore: HomeKeeper {
    package func home() async throws(StoreFailure) -> HomeReading {
        try await read { [path] database in
            HomeReading(homes: try database.homes(), here: FileIdentity.of(path))
        }
    }

    package func settle(at place: Home.Place, on date: Date, by: String) async throws(StoreFailure) -> Bool {
        try await write { [path] database in
            guard FileIdentity.of(path) == place else { return false }
            try database.insert(Home(place: place, at: date, by: by))
            return true
        }
    }
}
