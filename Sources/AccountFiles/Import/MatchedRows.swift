import Accounts

/// The rows of a file, each with its account, found by their codes and ids.
///
/// It is not part of `Matching`, which is generic: what is done for each of a million rows must know its types.
struct MatchedRows {
    private(set) var candidates: [Candidate] = []
    var refused: [RowProblem] = []
    /// The accounts whose codes rows want, by the number of the row: allowed if those accounts get other codes.
    private(set) var held: [Int: AccountID] = [:]
    private var codes = NameTable<AccountCode>()
    private var ids = NameTable<AccountID>()

    /// The row of the account with a code.
    func row(code: AccountCode) -> Int? { codes.row(code) { candidates[$0].account.code } }

    /// The row of the account with an id.
    func row(id: AccountID) -> Int? { ids.row(id) { candidates[$0].account.id } }

    func changesNothing(_ index: Int) -> Bool {
        candidates[index].changesNothing && candidates[index].ownership != .taken
    }

    /// Sets where the account of a row would stand.
    mutating func stand(_ index: Int, under parent: AccountID?) { candidates[index].account.parent = parent }

    /// Adds a row; `holder` is another account that has the code which the row's account would get.
    mutating func add(_ candidate: Candidate, holder: AccountID?) {
        held[candidates.count] = holder
        candidates.append(candidate)
        codes.insert { candidates[$0].account.code }
        ids.insert { candidates[$0].account.id }
    }
}
