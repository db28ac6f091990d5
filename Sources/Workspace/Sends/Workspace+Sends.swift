import Accounts
package import Synchronizing

extension Workspace {
    /// Offers to the book what it does not know of this machine's sends, wherever it is; nil where no journal of them can be
    /// kept.
    package func offerSends() async throws(StoreFailure) -> OfferReport? {
        try await offering?.offer(at: try await homes.home())
    }

    /// What would be offered; nil where no journal can be kept.
    package func sendsToOffer() async throws(StoreFailure) -> OfferReport? { try await offering?.preview() }

    /// Offers while a workspace is opened, or soon after; `home` is what was read of it just now.
    ///
    /// What fails is tried again before anything is sent.
    static func offer(
        _ offering: Offering?,
        _ sends: SendersFolder?,
        to store: any WorkspaceStore,
        at home: HomeReading?
    ) async -> OfferReport? {
        guard let offering else { return nil }
        do {
            let home = if let home { home } else { try await store.home() }
            let report = try await offering.offer(at: home)
            try await sends?
                .prune { attempts throws(StoreFailure) in
                    for portion in attempts.portions(of: 1_000) {
                        guard try await store.gaps(among: Array(portion)).unknown.isEmpty else { return false }
                    }
                    return true
                }
            return report
        } catch {
            return nil
        }
    }
}
