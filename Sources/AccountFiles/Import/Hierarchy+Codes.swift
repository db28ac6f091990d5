import Accounts

/// Codes that go from one account to another, as when two accounts swap theirs.
extension Hierarchy {
    /// The refusals of the rows that want the code of an account which keeps it.
    var heldCodes: [Refusal] {
        matching.held.sorted { $0.key < $1.key }
            .compactMap { index, holder in
                guard !isRefused(index) else { return nil }
                if let row = matching.row(id: holder), !isRefused(row), candidates[row].changesCode { return nil }
                return refusalOfCode(index, heldBy: holder)
            }
    }

    func refusalOfCode(_ index: Int, heldBy holder: AccountID) -> Refusal {
        Refusal(index: index, kind: .heldCode(candidates[index].account.code, by: holder), column: .code)
    }

    /// The accounts whose codes other accounts get, with those codes.
    var released: [AccountID: AccountCode] {
        Dictionary(
            matching.held.filter { !isRefused($0.key) }.map { ($0.value, candidates[$0.key].account.code) },
            uniquingKeysWith: { first, _ in first }
        )
    }
}
