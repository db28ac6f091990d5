import Accounts

/// Who else uses an email that was asked for.
typealias EmailUses = (email: String, others: [AccountOnSystem])

/// What some accounts of a plan are made from.
struct PlannedPortion: Sendable {
    let rows: ArraySlice<PlanWish.Row>
    let situations: [Situation]
    /// Who else uses the accounts' emails, which their forms will have unless a setting gives another one.
    let uses: [AccountID: EmailUses]

    /// Asks once for all accounts, and once for all emails.
    static func read(
        _ rows: ArraySlice<PlanWish.Row>,
        on system: SystemName,
        _ dependencies: Dependencies
    ) async -> Result<Self, PlanProblem> {
        guard !rows.isEmpty else { return .success(Self(rows: [], situations: [], uses: [:])) }
        do throws(StoreFailure) {
            let situations = try await dependencies.situations.situations(of: rows.map(\.account), on: system)
            var emails: [AccountID: String] = [:]
            for situation in situations {
                let email = EmailAddress.fold(situation.account.email)
                if !email.isEmpty { emails[situation.account.id] = email }
            }
            let found = try await dependencies.directory.emailUses(of: emails, on: system)
            let uses = Dictionary(
                uniqueKeysWithValues: emails.map { ($0, (email: $1, others: found[$0] ?? [])) }
            )
            return .success(Self(rows: rows, situations: situations, uses: uses))
        } catch {
            return .failure(.store(error))
        }
    }
}
