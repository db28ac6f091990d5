package import Accounts

/// What a bulk run of a plan would cost at most, and what is the first of its kind in it.
package struct Forecast: Hashable, Sendable {
    /// How many accounts would be sent.
    package let sends: Int
    /// How many accounts in doubt would be asked about.
    package let asks: Int
    /// How many accounts the plan has.
    package let size: Int
    package let limits: RunLimits
    /// The most accounts of a plan that one member may send alone; nil if there is no such limit.
    package var mostAlone: Int?
    /// Whether nothing is synchronized at the vendor yet.
    package internal(set) var isFirstAtVendor = false
    /// The resellers that would be new there.
    package internal(set) var newResellers: [AccountCode] = []
    /// The resellers that are there, and would get their first customer.
    package internal(set) var firstCustomersOf: [AccountCode] = []

    package init(of tally: PlanTally, limits: RunLimits) {
        let counts = tally.counts
        sends = (counts[.ready] ?? 0) + (counts[.waits] ?? 0)
        asks = counts[.inDoubt] ?? 0
        size = counts.values.reduce(0, +)
        self.limits = limits
    }

    /// The most requests, if none is tried again: an exists call and the send for each account.
    package var requests: Int { 2 * sends + asks }

    /// How long that takes at the rate; nil if there is no limit.
    package var time: Duration? {
        limits.ratePerSecond > 0 ? .seconds(Double(requests) / limits.ratePerSecond * Pacer.margin) : nil
    }

    /// Whether a run of the plan begins only once somebody else has approved it.
    package var wantsApproval: Bool { mostAlone.map { size > $0 } ?? false }

    /// How many accounts are left in doubt at most if the run is killed.
    package var mostInDoubt: Int { min(limits.inFlight, sends) }
}

extension Synchronizer {
    package func forecast(of plan: PlanTally, limits: RunLimits) async throws(StoreFailure) -> Forecast {
        var forecast = Forecast(of: plan, limits: limits)
        guard forecast.sends > 0 else { return forecast }
        let states = try await dependencies.situations.states(on: plan.system)
        forecast.isFirstAtVendor = !states.values.contains(.synchronized)
        let resellers = plan.sentResellers
        forecast.newResellers = resellers.own
        // More are not named, and each costs a search.
        for parent in resellers.others.prefix(Self.mostSearched) {
            let filter = AccountFilter("parent:\"\(parent.rawValue)\" status:synchronized")
            let query = AccountQuery(filter: filter, order: .code, system: plan.system, limit: 1)
            if try await dependencies.directory.list(query).entries.isEmpty { forecast.firstCustomersOf.append(parent) }
        }
        return forecast
    }

    private static let mostSearched = 20
}
