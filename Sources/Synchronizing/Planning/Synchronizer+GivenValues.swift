package import Accounts

/// What a plan says of an account that its form would not be filled in with.
package struct GivenValues: Hashable, Sendable {
    /// The parent, if it is not the account's own.
    package var parent: AccountCode?
    /// The values, by field.
    package var values: [FieldID: String]
}

extension Synchronizer {
    /// The values of a plan's items that somebody gave, so that they must be given again.
    ///
    /// They are those with which their forms would not be filled in now, or by a plan of just these items, in which
    /// parents come before their children. An account that is gone has none.
    package func givenValues(
        of items: [Plan.Item],
        on system: SystemName
    ) async throws(StoreFailure) -> [AccountID: GivenValues] {
        var given: [AccountID: GivenValues] = [:]
        var resellers: [AccountCode: SyncForm] = [:]
        for portion in items.portions(of: Planner.portion) {
            let situations = try await dependencies.situations.situations(of: portion.map(\.id), on: system)
            let known = Dictionary(situations.map { ($0.account.id, $0) }, uniquingKeysWith: { first, _ in first })
            for item in portion {
                guard let situation = known[item.id] else { continue }
                var form = SyncForm(situation)
                if form.mode == .editable, let parent = item.parent.flatMap({ resellers[$0] }) {
                    form.plan(parent: parent)
                }
                given[item.id] = GivenValues(item, beyond: form)
                guard situation.account.kind == .reseller else { continue }
                for field in item.fields { form.enter(field.value, in: field.id) }
                resellers[item.code] = form
            }
        }
        return given
    }

    /// Those of some accounts that are synchronized now.
    package func synchronized(
        of items: [Plan.Item],
        on system: SystemName
    ) async throws(StoreFailure) -> Set<AccountID> {
        guard !items.isEmpty else { return [] }
        let states = try await dependencies.situations.states(on: system)
        return Set(items.map(\.id).filter { states[$0] == .synchronized })
    }
}

extension GivenValues {
    fileprivate init(_ item: Plan.Item, beyond form: SyncForm) {
        parent = item.parent == form.situation.parent?.account.code ? nil : item.parent
        let filled = form.fields.reduce(into: [:]) { $0[$1.id] = $1.value }
        values = item.values.filter { $0.value != filled[$0.key] }
    }
}
