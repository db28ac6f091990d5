package import FoundationEssentials
package import Synchronizing

extension Contents {
    var home: HomeReading { HomeReading(homes: homes, here: place) }
}

extension MemoryStore: HomeKeeper {
    package func home() throws(StoreFailure) -> HomeReading { try disk.transaction { $0.home } }

    package func settle(at place: Home.Place, on date: Date, by: String) throws(StoreFailure) -> Bool {
        try write(.decision) { contents in
            guard contents.place == place else { return false }
            contents.homes.insert(Home(place: place, at: date, by: by), at: 0)
            return true
        }
    }
}
