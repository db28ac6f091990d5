import Accounts

/// A CSV file as a table: the names of its columns, and rows with a cell for each.
///
/// Every reader of CSV uses it.
struct CSVTable {
    struct Row {
        var place: FilePlace
        fileprivate var code: String?
        /// As many cells as there are names, without the guard against formulas and without white space at their ends.
        var cells: [String]
        var position: RowPosition

        var name: RowName { RowName(place, code: code) }
    }

    /// The names as they are written, without hidden characters; a name may be empty, but not the last one.
    let names: [String]
    private let codePlace: Int?
    private let isBinary: Bool
    private var rows: CSVRows

    init(_ bytes: [UInt8]) throws(AccountFileProblem) {
        try self.init(FileContents(try AccountFile.utf8(bytes)))
    }

    init(_ contents: FileContents, blockLength: Int = CSVRows.length) throws(AccountFileProblem) {
        rows = CSVRows(contents, blockLength: blockLength)
        let isBinary = rows.isBinary
        guard let head = rows.next()?.row else { throw rows.failure ?? .empty }
        var names: [String] = []
        for cell in head.cells {
            guard let text = cell.text, !cell.bytes.contains(0) else { throw .notText }
            names.append(String(String.UnicodeScalarView(text.unicodeScalars.filter { !$0.isHidden })).trimmed)
        }
        while names.last?.isEmpty == true { names.removeLast() }
        self.names = names
        codePlace = names.firstIndex { Account.Column(named: $0) == .code }
        self.isBinary = codePlace == nil && isBinary
    }

    /// The problem of a file that lacks a column.
    func missing(_ column: Account.Column) -> AccountFileProblem {
        isBinary ? .notText : .missingColumn(column.rawValue)
    }

    /// Why the file could not be read to its end.
    var failure: AccountFileProblem? { rows.failure }

    /// The byte of the file where the next row begins.
    var place: Int { rows.place }

    /// The next row that is not blank; nil at the end.
    ///
    /// Reading can go on after a row that is refused. A row may lack its last cells, which are then empty, and may have
    /// additional cells if they are empty.
    mutating func next() throws(RowProblem) -> Row? {
        guard let (row, position) = rows.next() else { return nil }
        return try checked(row, position)
    }

    /// A row again; nil if the file has changed since.
    mutating func row(at position: RowPosition) throws(RowProblem) -> Row? {
        guard let row = rows.row(at: position) else { return nil }
        return try checked(row, position)
    }

    private func checked(_ row: CSVReader.Row, _ position: RowPosition) throws(RowProblem) -> Row {
        let place = FilePlace(line: row.line)
        // Made only for a problem, since it costs as much as a column.
        var name: RowName {
            let code = codePlace.flatMap { $0 < row.cells.count ? row.cells[$0].text?.withoutGuard : nil }
            return RowName(place, code: code)
        }
        if let fault = row.fault { throw name.problem(fault) }
        let found = row.filledCount
        guard found <= names.count else { throw name.problem(.cells(found: found, expected: names.count)) }
        var cells: [String] = []
        cells.reserveCapacity(names.count)
        for (cell, column) in zip(row.cells, names) {
            if cell.bytes.isEmpty {
                cells.append("")
                continue
            }
            guard cell.bytes.count <= Account.Column.longestValue else {
                throw name.problem(.tooLong(limit: Account.Column.longestValue), named: column)
            }
            guard let text = cell.text else { throw name.problem(.notUTF8, named: column) }
            guard !text.hasNUL else { throw name.problem(.hidden("\0"), named: column) }
            cells.append(text.withoutGuard.trimmed)
        }
        cells += Array(repeating: "", count: names.count - cells.count)
        return Row(place: place, code: codePlace.map { cells[$0] }, cells: cells, position: position)
    }
}
