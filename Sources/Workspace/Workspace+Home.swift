import Accounts
package import Synchronizing

extension Workspace {
    /// Why nothing is sent from here, as the store tells it; nil if the book is at its home.
    package func away() async throws(StoreFailure) -> StoreFailure? {
        try await homes.home().away.map { .away(path: location.shown, $0) }
    }

    /// Makes a place the book's home, in the operator's name, or the login's on a team's book; false if the book is not at that place.
    package func settle(at place: Home.Place) async throws(StoreFailure) -> Bool {
        try await homes.settle(at: place, on: now(), by: members?.login ?? Self.operatorName(environment))
    }

    /// How many accounts could be sent that hold no claim here, over all systems: whichever of them was sent somewhere
    /// else would be sent again.
    package func unclaimed() async throws(StoreFailure) -> Int {
        var count = 0
        for system in try await systems.systems() where !system.isDisabled {
            count += try await accounts.counts(on: system.name)
                .reduce(0) { $0 + ($1.key.holdsClaim || $1.key == .blocked ? 0 : $1.value) }
        }
        return count
    }
}
