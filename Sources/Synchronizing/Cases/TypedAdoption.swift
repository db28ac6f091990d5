package import Accounts

/// What became of an id that the operator typed for a case.
package enum TypedAdoption: Sendable {
    case decided(OutcomeVerdict)
    /// The exists call did not name it: the operator must confirm it.
    case notConfirmed(ExistsVerdict)
}

extension OpenCase {
    /// The account here that is synchronized under an id, as far as the case knows it.
    package func holder(of id: ExternalID) -> AccountOnSystem? {
        id.folded == link.externalID?.folded ? holder : nil
    }
}

extension Synchronizer {
    /// Adopts an id that the operator typed, if the exists call confirms it.
    ///
    /// If the id is spelled differently from the vendor's, the vendor's spelling is used.
    package func adopt(
        typed id: ExternalID,
        for open: OpenCase,
        on system: ProvisioningSystem
    ) async throws(StoreFailure) -> TypedAdoption {
        if let holder = open.holder(of: id) { return .decided(.conflict(open.link, holder: holder)) }
        let verdict = await askExists(about: open, on: system)
        guard case .present(let found) = verdict, found.folded == id.folded else { return .notConfirmed(verdict) }
        return .decided(try await adopt(found, for: open.link, confirmed: true))
    }
}
