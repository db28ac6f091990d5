import Accounts

/// Finds the account of each row: by its code, otherwise by its id; existing in the book, or new.
struct Matching<Book: AccountBook> {
    private let book: Book
    private(set) var candidates: [Candidate] = []
    private(set) var refused: [RowProblem] = []
    private var codes = NameTable<AccountCode>()
    private var ids = NameTable<AccountID>()

    init(_ source: inout some RowSource, _ book: Book) throws(Book.Failure) {
        self.book = book
        while let row = source.next() {
            switch row.result {
            case .failure(let problem): refused.append(problem)
            case .success(let read):
                switch try candidate(read, at: row.position) {
                case .success(let candidate): add(candidate)
                case .failure(let problem): refused.append(problem)
                }
            }
        }
    }

    /// The row of the account with a code.
    func row(code: AccountCode) -> Int? { codes.row(code) { candidates[$0].account.code } }

    /// The row of the account with an id.
    func row(id: AccountID) -> Int? { ids.row(id) { candidates[$0].account.id } }

    /// Sets where the account of a row would stand.
    mutating func stand(_ index: Int, under parent: AccountID?) { candidates[index].account.parent = parent }

    private mutating func add(_ candidate: Candidate) {
        candidates.append(candidate)
        codes.insert(candidates.count - 1) { candidates[$0].account.code }
        ids.insert(candidates.count - 1) { candidates[$0].account.id }
    }

    private func candidate(
        _ row: FileRow,
        at position: RowPosition
    ) throws(Book.Failure) -> Result<Candidate, RowProblem> {
        let old = try known(row)
        guard let code = old?.code ?? row.code else {
            return .failure(row.id.map { row.problem(.unknownID($0), .id) } ?? row.problem(.missing, .code))
        }
        if let first = self.row(code: code) {
            return .failure(row.problem(.duplicateCode(firstLine: candidates[first].place.line), .code))
        }
        if let old {
            if let id = row.id, id != old.id { return .failure(row.problem(.changedID(from: old.id, to: id), .id)) }
            return made(row, position, code, old.id, old)
        }
        let id = row.id ?? AccountID(code.rawValue)
        // As the platform's payer, zero means that there is none.
        guard !["0", "-0"].contains(id) else { return .failure(row.problem(.zeroID(id), .id)) }
        if let holder = try holder(of: id) { return .failure(row.problem(.duplicateID(id, holder: holder), .id)) }
        guard row.values[.name] != nil else { return .failure(row.problem(.missing, .name)) }
        return made(row, position, code, id, nil)
    }

    private func known(_ row: FileRow) throws(Book.Failure) -> Account? {
        if let code = row.code { return try book.account(code: code) }
        return if let id = row.id { try book.account(spelled: id) } else { nil }
    }

    private func holder(of id: AccountID) throws(Book.Failure) -> AccountCode? {
        if let index = row(id: id) { return candidates[index].account.code }
        return try book.account(spelled: id)?.code
    }

    private func made(
        _ row: FileRow,
        _ position: RowPosition,
        _ code: AccountCode,
        _ id: AccountID,
        _ old: Account?
    ) -> Result<Candidate, RowProblem> {
        do throws(RowProblem) {
            return .success(try Candidate(row, at: position, code: code, id: id, old: old))
        } catch {
            return .failure(error)
        }
    }
}

extension AccountBook {
    /// Finds an account by its id in either spelling: an id that an earlier version stored decomposed is sent
    /// unchanged.
    func account(spelled id: AccountID) throws(Failure) -> Account? {
        if let found = try account(id: id) { return found }
        let other = id.rawValue.decomposed
        return other.utf8.elementsEqual(id.rawValue.utf8) ? nil : try account(id: AccountID(other))
    }
}
