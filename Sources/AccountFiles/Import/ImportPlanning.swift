package import Accounts
package import FoundationEssentials

/// An import whose rows have all been checked, and of which nothing is written yet; an import that writes is planned on
/// the book of the transaction that does the writing.
package struct ImportPlanning<Book: AccountBook> {
    let book: Book
    var hierarchy: Hierarchy<Book>
    var plan: ImportPlan
    let origin: Account.Origin.Source
    let isCompleteRead: Bool

    /// Reads and checks all rows; if the source was interrupted, the planning is of no use.
    ///
    /// `overBSS` lets a file change the accounts that the BSS owns, which become the file's.
    package init(_ source: inout some RowSource, into book: Book, overBSS: Bool = false) throws(Book.Failure) {
        self.book = book
        (origin, isCompleteRead) = (source.origin, source.isCompleteRead)
        hierarchy = try Hierarchy(try Matching.rows(of: &source, book, overBSS: overBSS), book)
        plan = ImportPlan(
            refused: hierarchy.refused.sorted { ($0.place, $0.column ?? "") < ($1.place, $1.column ?? "") },
            unknownColumns: source.unknownColumns,
            warnings: source.warnings
        )
    }

    /// Whether the whole file would be accepted.
    package var isWhole: Bool { plan.isWhole }

    /// How many accounts are added, if none moves to another parent or gets another code; nil otherwise.
    package var additions: Int? {
        let candidates = hierarchy.candidates
        guard !candidates.contains(where: { !$0.isNew && ($0.changesParent || $0.changesCode) }) else { return nil }
        return candidates.count { $0.isNew }
    }

    /// The accounts whose codes other accounts get, with the codes that they have: to be given up before anything is
    /// written.
    package var released: [AccountID: AccountCode] { hierarchy.released }

    /// Finds out what changes, and hands over what is to be written, parents first and in portions.
    ///
    /// Without `write`, nothing is handed over, and new accounts are only counted. If the source is interrupted, the
    /// plan is not complete.
    package mutating func finish<Source: RowSource>(
        _ source: inout Source,
        now: Date,
        write: (([Account]) throws(Book.Failure) -> Void)?
    ) throws(Book.Failure) -> ImportPlan {
        let released = released
        try countUnseen(now, write)
        var portion: [Account] = []
        let order = try hierarchy.parentsFirst()
        let ahead = ReadAhead<Source, [FileRow]>(source)
        defer { source = ahead.source }
        read(order.prefix(Self.portion), again: ahead, counts: write == nil)
        var rows: ArraySlice<FileRow> = []
        for (done, number) in order.enumerated() {
            if done.isMultiple(of: Self.portion) {
                source.watch.wrote(done, of: order.count)
                try expect(order[done..<min(done + Self.portion, order.count)])
                rows = (ahead.taken() ?? [])[...]
                read(order.dropFirst(done + Self.portion).prefix(Self.portion), again: ahead, counts: write == nil)
            }
            guard !hierarchy.changesNothing(Int(number)) else {
                plan.unchanged += 1
                continue
            }
            let candidate = hierarchy.candidates[Int(number)]
            if candidate.changesNothing {
                plan.unchanged += 1
                guard let write else { continue }
                if let account = try taken(candidate, now) { portion.append(account) }
                try flush(&portion, write)
                continue
            }
            if candidate.isNew { plan.addedCount += 1 }
            guard isRead(candidate, counts: write == nil) else { continue }
            guard let row = rows.popFirst() else { return plan }
            if let account = try account(candidate, row, now, released) { portion.append(account) }
            if let write { try flush(&portion, write) }
        }
        if let write, !portion.isEmpty { try write(portion) }
        source.watch.wrote(order.count, of: order.count)
        return plan
    }

    /// Whether the row of an account is read again; `counts`: new accounts are only counted.
    private func isRead(_ candidate: Candidate, counts: Bool) -> Bool {
        !candidate.changesNothing && !(counts && candidate.isNew)
    }

    /// Begins to read the rows again that are needed next, up to one that cannot be read.
    private func read<Source: RowSource>(
        _ numbers: ArraySlice<Int32>,
        again ahead: ReadAhead<Source, [FileRow]>,
        counts: Bool
    ) {
        let positions = numbers.compactMap { number -> RowPosition? in
            guard !hierarchy.changesNothing(Int(number)) else { return nil }
            let candidate = hierarchy.candidates[Int(number)]
            return isRead(candidate, counts: counts) ? candidate.position : nil
        }
        if !positions.isEmpty { ahead.begin(positions) }
    }

    /// Says which accounts are about to be asked for: those that change.
    private func expect(_ rows: some Sequence<Int32>) throws(Book.Failure) {
        let known = rows.compactMap { number -> AccountID? in
            guard !hierarchy.changesNothing(Int(number)) else { return nil }
            let candidate = hierarchy.candidates[Int(number)]
            return candidate.isNew ? nil : candidate.account.id
        }
        try book.expect(codes: [], ids: known)
    }

    /// How many accounts are written at once.
    static var portion: Int { 1_000 }

    /// Hands over a portion that is full.
    func flush(
        _ portion: inout [Account],
        _ write: ([Account]) throws(Book.Failure) -> Void
    ) throws(Book.Failure) {
        guard portion.count >= Self.portion else { return }
        try write(portion)
        portion.removeAll(keepingCapacity: true)
    }

    /// The account of a row that changes nothing except whose it is, or that it is seen again.
    private func taken(_ candidate: Candidate, _ now: Date) throws(Book.Failure) -> Account? {
        try book.account(id: candidate.account.id)?.with(Account.Origin(origin, asOf: now), now: now)
    }

    /// The account as it will be; nil if it is as it was.
    private mutating func account(
        _ candidate: Candidate,
        _ row: FileRow,
        _ now: Date,
        _ released: [AccountID: AccountCode]
    ) throws(Book.Failure) -> Account? {
        guard let standing = candidate.old else {
            var account = candidate.account(row, old: nil)
            (account.created, account.updated) = (now, now)
            account.origin = Account.Origin(origin, asOf: now)
            return account
        }
        guard var old = try book.account(id: standing.id) else { return nil }
        // The book may show already that the code was given up.
        if let code = released[old.id] { old.code = code }
        var account = candidate.account(row, old: old)
        account.updated = now
        let (before, after) = (try hierarchy.code(of: old.parent), try hierarchy.code(of: account.parent))
        let changes = Account.Column.allCases.compactMap { column -> ImportPlan.Change? in
            let (old, new) = (old.text(of: column, parent: before), account.text(of: column, parent: after))
            return old == new ? nil : ImportPlan.Change(column: column, old: old, new: new)
        }
        guard !changes.isEmpty || account.kind != old.kind || account.parent != old.parent else {
            plan.unchanged += 1
            return candidate.ownership == .taken ? try taken(candidate, now) : nil
        }
        account.origin = Account.Origin(origin, asOf: now)
        account.revision = old.revision + 1
        plan.updated.append(ImportPlan.Update(account: account, line: candidate.place.line, changes: changes))
        return account
    }
}
