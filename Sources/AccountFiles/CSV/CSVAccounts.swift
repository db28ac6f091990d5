package import Accounts

/// The accounts of a CSV file, read in portions.
package struct CSVAccounts: RowSource {
    private var table: CSVTable
    /// Where in a row the cell of each column is, by the column's place.
    private let cells: [Int?]
    package private(set) var unknownColumns: [String] = []
    package private(set) var warnings: [FileWarning] = []
    package private(set) var interruption: ImportInterruption?
    private let start: Int
    private let size: Int
    private let isUnchanged: @Sendable () -> Bool
    package let origin: Account.Origin.Source
    package let watch: ImportWatch
    private var count = 0

    /// Reads the heading; `name` is the last component of the file's path.
    package init(
        _ contents: FileContents,
        named name: String = "-",
        watch: ImportWatch = ImportWatch()
    ) throws(AccountFileProblem) {
        try self.init(contents, blockLength: CSVRows.length, named: name, watch: watch)
    }

    init(
        _ contents: FileContents,
        blockLength: Int,
        named name: String = "-",
        watch: ImportWatch = ImportWatch()
    ) throws(AccountFileProblem) {
        table = try CSVTable(contents, blockLength: blockLength)
        self.watch = watch
        isUnchanged = contents.isUnchanged
        origin = .file(name)
        (start, size) = (table.place, contents.end)
        // What came of an account is not a column of it, although one has the name of a part of the address.
        let outcome = SettingsCSV.outcome(in: table.names)
        let columns = table.names.enumerated()
            .map { place, name in outcome.contains(place) ? nil : Account.Column(named: name) }
        for column in Account.Column.allCases where columns.count(where: { $0 == column }) > 1 {
            throw .duplicateColumn(column.rawValue)
        }
        guard columns.contains(.code) || columns.contains(.id) else { throw table.missing(.code) }
        for (place, column) in columns.enumerated() where column == nil && !outcome.contains(place) {
            if table.names[place].isEmpty {
                warnings.append(.unnamedColumn(place + 1))
            } else if table.names[place] != ImportRejects.message {
                unknownColumns.append(table.names[place])
            }
        }
        cells = Account.Column.allCases.map { columns.firstIndex(of: $0) }
    }

    package mutating func next() -> SourceRow? {
        if watch.isStopped() { interruption = .stopped }
        guard interruption == nil else { return nil }
        let place = table.place
        watch.read(count, place - start, of: size - start)
        count += 1
        do throws(RowProblem) {
            guard let row = try table.next() else {
                interruption = table.failure.map(ImportInterruption.file)
                return nil
            }
            return SourceRow(result: .success(try read(row)), position: row.position)
        } catch {
            // A row that cannot be read is not read again.
            return SourceRow(result: .failure(error), position: RowPosition(start: place))
        }
    }

    package mutating func row(at position: RowPosition) -> FileRow? {
        if watch.isStopped() { interruption = .stopped }
        guard interruption == nil else { return nil }
        do throws(RowProblem) {
            if let row = try table.row(at: position) { return try read(row) }
        } catch {
            // It could be read before: the check of its bytes was wrong by chance.
        }
        interruption = .file(table.failure ?? .changed)
        return nil
    }

    package mutating func confirm() {
        if interruption == nil, !isUnchanged() { interruption = .file(.changed) }
    }

    private func read(_ row: CSVTable.Row) throws(RowProblem) -> FileRow {
        try FileRow(at: row.place) { column in cells[column.place].map { row.cells[$0] } }
    }
}
