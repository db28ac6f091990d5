import Accounts

/// Finds the account of each row: by its code, otherwise by its id; existing in the book, or new.
struct Matching<Book: AccountBook> {
    private let book: Book
    private(set) var candidates: [Candidate] = []
    private(set) var refused: [RowProblem]
    /// The rows by the code and by the id of their account.
    private(set) var byCode: [AccountCode: Int] = [:]
    private(set) var byID: [AccountID: Int] = [:]

    init(_ file: AccountFile, _ book: Book) throws(Book.Failure) {
        self.book = book
        refused = file.problems
        candidates.reserveCapacity(file.rows.count)
        for row in file.rows {
            switch try candidate(row) {
            case .success(let candidate):
                byCode[candidate.account.code] = candidates.count
                byID[candidate.account.id] = candidates.count
                candidates.append(candidate)
            case .failure(let problem): refused.append(problem)
            }
        }
    }

    private func candidate(_ row: FileRow) throws(Book.Failure) -> Result<Candidate, RowProblem> {
        let old = try known(row)
        guard let code = old?.code ?? row.code else {
            return .failure(row.id.map { row.problem(.unknownID($0), .id) } ?? row.problem(.missing, .code))
        }
        if let first = byCode[code] {
            return .failure(row.problem(.duplicateCode(firstLine: candidates[first].place.line), .code))
        }
        if let old {
            if let id = row.id, id != old.id { return .failure(row.problem(.changedID(from: old.id, to: id), .id)) }
            return made(row, code, old.id, old)
        }
        let id = row.id ?? AccountID(code.rawValue)
        // As the platform's payer, zero means that there is none.
        guard !["0", "-0"].contains(id) else { return .failure(row.problem(.zeroID(id), .id)) }
        if let holder = try holder(of: id) { return .failure(row.problem(.duplicateID(id, holder: holder), .id)) }
        guard row.values[.name] != nil else { return .failure(row.problem(.missing, .name)) }
        return made(row, code, id, nil)
    }

    private func known(_ row: FileRow) throws(Book.Failure) -> Account? {
        if let code = row.code { return try book.account(code: code) }
        return if let id = row.id { try book.account(spelled: id) } else { nil }
    }

    private func holder(of id: AccountID) throws(Book.Failure) -> AccountCode? {
        if let index = byID[id] { return candidates[index].account.code }
        return try book.account(spelled: id)?.code
    }

    private func made(
        _ row: FileRow,
        _ code: AccountCode,
        _ id: AccountID,
        _ old: Account?
    ) -> Result<Candidate, RowProblem> {
        do throws(RowProblem) {
            return .success(try Candidate(row, code: code, id: id, old: old))
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
