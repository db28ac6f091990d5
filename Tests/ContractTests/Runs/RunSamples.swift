import Accounts
import Foundation
import Samples
import Synchronizing

extension NewRun {
    /// A run over so many accounts, which need not be there.
    static func sample(
        _ size: Int = 6,
        on system: SystemName = "Dropbox",
        records: [Int: RunRecord] = [:],
        isDetached: Bool = false,
        retryOf: RunID? = nil
    ) -> NewRun {
        NewRun(
            system: system,
            hash: "hash",
            plan: "{}",
            accounts: (0..<size).map { AccountID("\($0)") },
            records: records,
            limits: RunLimits(),
            by: "anna",
            isDetached: isDetached,
            retryOf: retryOf
        )
    }

    /// A run over the sample accounts: reseller, customer, direct customer.
    static var ofSamples: NewRun {
        var run = sample()
        run.accounts = [Samples.reseller.id, Samples.customer.id, Samples.direct.id]
        return run
    }
}

extension RunRecord {
    static func sample(_ result: BulkRun.Result, reason: Reason? = nil, id: ExternalID? = nil) -> RunRecord {
        RunRecord(
            result,
            reason: reason,
            externalID: id,
            at: Samples.moment(7).wall,
            by: "anna",
            counts: result == .refused
        )
    }
}

extension RunStore {
    func take(_ places: [Int], of id: RunID, inFlight: Int = 4, at seconds: Double = 1) async throws -> TakeVerdict {
        try await take(places, of: id, within: RunLimits(inFlight: inFlight), at: Samples.moment(seconds))
    }

    func items(of id: RunID, after version: Int = 0) async throws -> [RunItem] {
        try await changes(of: id, after: version)?.items ?? []
    }

    func standings(of id: RunID) async throws -> [RunItem.Standing] { try await items(of: id).map(\.standing) }

    /// The places that were taken.
    func taken(_ places: [Int], of id: RunID, inFlight: Int = 4, at seconds: Double = 1) async throws -> [Int] {
        guard case .taken(let found) = try await take(places, of: id, inFlight: inFlight, at: seconds) else {
            throw StoreFailure.misused(reason: "nothing can be taken")
        }
        return found
    }
}
