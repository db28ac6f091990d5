import Accounts
import FoundationEssentials

/// Finds the account of each row, existing in the book or new: by its code, otherwise by its id, or the other way round
/// if the source says so.
struct Matching<Book: AccountBook> {
    private let book: Book
    private let origin: Account.Origin.Source
    private let matchesByID: Bool
    private let overBSS: Bool
    private let asOf: Date?
    private var matched = MatchedRows()

    /// All rows of a source, each with its account.
    static func rows<Source: RowSource>(
        of source: inout Source,
        _ book: Book,
        overBSS: Bool
    ) throws(Book.Failure) -> MatchedRows {
        var matching = try Matching(&source, book, overBSS: overBSS)
        // Whoever changes them next must not have to copy them.
        defer { matching.matched = MatchedRows() }
        return matching.matched
    }

    private init<Source: RowSource>(_ source: inout Source, _ book: Book, overBSS: Bool) throws(Book.Failure) {
        self.book = book
        self.overBSS = overBSS
        (origin, matchesByID, asOf) = (source.origin, source.matchesByID, source.asOf)
        let ahead = ReadAhead<Source, [SourceRow]>(source)
        defer { source = ahead.source }
        ahead.begin(most: Self.portion)
        var rows = try expectNext(ahead)
        while !rows.isEmpty {
            // A store that is far away looks for the next accounts while these are compared.
            let next = try expectNext(ahead)
            for row in rows { try take(row) }
            rows = next
        }
    }

    /// The next rows, whose accounts are looked for; those behind them are read meanwhile.
    private func expectNext<Source: RowSource>(
        _ ahead: ReadAhead<Source, [SourceRow]>
    ) throws(Book.Failure) -> [SourceRow] {
        let rows = ahead.taken() ?? []
        if !rows.isEmpty { ahead.begin(most: Self.portion) }
        try expect(rows)
        return rows
    }

    /// How many rows are read before their accounts are looked for.
    private static var portion: Int { 500 }

    private func expect(_ rows: [SourceRow]) throws(Book.Failure) {
        let read = rows.compactMap { try? $0.result.get() }
        // A new account without an id would get its code as its id.
        let ids = read.compactMap { $0.id ?? $0.code.map { AccountID($0.rawValue) } }
        try book.expect(codes: read.compactMap(\.code), ids: ids)
    }

    private mutating func take(_ row: SourceRow) throws(Book.Failure) {
        switch row.result {
        case .failure(let problem): matched.refused.append(problem)
        case .success(let read):
            switch try candidate(read, at: row.position) {
            case .success(let candidate): matched.add(candidate, holder: try holder(ofCodeOf: candidate))
            case .failure(let problem): matched.refused.append(problem)
            }
        }
    }

    private func candidate(
        _ row: FileRow,
        at position: RowPosition
    ) throws(Book.Failure) -> Result<Candidate, RowProblem> {
        let old = try known(row)
        let row = old.map { isOlder(than: $0) ? row.seenOnly(of: $0) : row } ?? row
        guard let code = code(of: row, old) else {
            return .failure(row.id.map { row.problem(.unknownID($0), .id) } ?? row.problem(.missing, .code))
        }
        if let first = matched.row(code: code) {
            return .failure(row.problem(.duplicateCode(firstLine: matched.candidates[first].place.line), .code))
        }
        if let problem = try collision(row, code, old) { return .failure(problem) }
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

    /// The code that the account of a row would have.
    private func code(of row: FileRow, _ old: Account?) -> AccountCode? {
        // Of a code in two spellings the known one stays.
        guard let code = row.code, let old else { return row.code ?? old?.code }
        return matchesByID && code != old.code ? code : old.code
    }

    /// What is wrong with a row that is matched by its id: its account has a row already, or is not the BSS's and has
    /// another code.
    private func collision(
        _ row: FileRow,
        _ code: AccountCode,
        _ old: Account?
    ) throws(Book.Failure) -> RowProblem? {
        guard matchesByID, let old else { return nil }
        if let first = matched.row(id: old.id) {
            return row.problem(.duplicateID(old.id, holder: matched.candidates[first].account.code), .id)
        }
        return old.code == code || old.origin?.source == .bss ? nil : row.problem(.knownByCode(old.code), .code)
    }

    /// The other account that has the code which an account would get.
    private func holder(ofCodeOf candidate: Candidate) throws(Book.Failure) -> AccountID? {
        guard matchesByID, candidate.isNew || candidate.changesCode else { return nil }
        return try book.account(code: candidate.account.code)?.id
    }

    /// Whether the rows were read before what is known of an account was.
    private func isOlder(than account: Account) -> Bool {
        guard let asOf, let known = account.origin, known.source == origin else { return false }
        return asOf < known.asOf
    }

    private func known(_ row: FileRow) throws(Book.Failure) -> Account? {
        if matchesByID, let id = row.id { return try book.account(spelled: id) }
        if let code = row.code { return try book.account(code: code) }
        return if let id = row.id { try book.account(spelled: id) } else { nil }
    }

    private func holder(of id: AccountID) throws(Book.Failure) -> AccountCode? {
        if let index = matched.row(id: id) { return matched.candidates[index].account.code }
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
            let ownership = old.map { Ownership(of: $0, by: origin, overBSS: overBSS) } ?? .kept
            return .success(try Candidate(row, at: position, code: code, id: id, old: old, ownership: ownership))
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
