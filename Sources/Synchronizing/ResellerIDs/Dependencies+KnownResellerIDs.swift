import Accounts

extension Dependencies {
    /// What is known of a system's Reseller IDs, as far as the id in a form is to be compared with them: a customer
    /// carries its reseller's, unless another one was entered.
    ///
    /// What was read for one form is kept for the others of the same system.
    func knownResellerIDs(
        for form: SyncForm,
        keeping known: inout KnownResellerIDs?
    ) async throws(StoreFailure) -> KnownResellerIDs {
        guard let field = form.field(meaning: .resellerID), !field.value.isEmpty,
            form.account.kind == .reseller || field.isChanged
        else { return KnownResellerIDs() }
        if let known { return known }
        let read = try await situations.knownResellerIDs(in: field.id, on: form.situation.system.name)
        known = read
        return read
    }
}

extension KnownResellerIDs {
    /// Takes in a reseller that a plan is going to send.
    mutating func add(_ form: SyncForm) {
        guard form.account.kind == .reseller, let field = form.field(meaning: .resellerID) else { return }
        add(NamedAccount(form.account), under: field.value)
    }
}
