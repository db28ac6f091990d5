package import Accounts
package import FoundationEssentials

/// The rows of a file of accounts, or of the BSS, read once in order and then again one by one: a million of them are
/// never in memory as a whole.
package protocol RowSource: Sendable {
    /// Where the rows come from.
    var origin: Account.Origin.Source { get }
    /// Whether a row is about the account with its id, which may then get another code; otherwise it is about the
    /// account with its code.
    var matchesByID: Bool { get }
    /// Whether the BSS has no other accounts than those that there are rows of, refused ones among them.
    var isCompleteRead: Bool { get }
    /// The moment as of which the rows are, if they may be older than what is known of an account meanwhile.
    var asOf: Date? { get }
    /// The columns that are not recognised.
    var unknownColumns: [String] { get }
    /// Other remarks about the file.
    var warnings: [FileWarning] { get }
    /// Why reading ended early; the rows that were read are then not all of them.
    var interruption: ImportInterruption? { get }

    /// The next row; nil at the end, and after an interruption.
    mutating func next() -> SourceRow?

    /// A row again, which is as it was when it was first read; nil after an interruption.
    mutating func row(at position: RowPosition) -> FileRow?

    /// Looks, once all that is wanted was read, whether it is still all that there is; if not, that is an interruption.
    ///
    /// A file that somebody is still writing ends in the middle of a row, or lacks rows.
    mutating func confirm()

    /// Whoever follows the import.
    var watch: ImportWatch { get }
}

extension RowSource {
    package var matchesByID: Bool { false }
    package var isCompleteRead: Bool { false }
    package var asOf: Date? { nil }
    package var unknownColumns: [String] { [] }
    package var warnings: [FileWarning] { [] }
    package mutating func confirm() {}
}

/// A row that was read, or why it cannot be read.
package struct SourceRow: Sendable {
    package var result: Result<FileRow, RowProblem>
    package var position: RowPosition

    package init(result: Result<FileRow, RowProblem>, position: RowPosition) {
        (self.result, self.position) = (result, position)
    }
}

/// Where a row can be read again.
package struct RowPosition: Hashable, Sendable {
    /// Where the row begins: a byte of a file, or the number of a row in memory.
    package var start: Int
    /// The line of a file that is read in portions, from 1.
    var line: Int32
    /// A hash of the row's bytes, which shows that such a file is still the same.
    var check: UInt32

    package init(start: Int, line: Int32 = 0, check: UInt32 = 0) {
        (self.start, self.line, self.check) = (start, line, check)
    }
}

/// Why an import ended before it was planned or written.
package enum ImportInterruption: Error, Hashable, Sendable {
    /// Somebody asked it to end.
    case stopped
    case file(AccountFileProblem)
}

/// The rows of a file that is in memory.
package struct FileRows: RowSource {
    private let file: AccountFile
    package let watch: ImportWatch
    private let isUnchanged: @Sendable () -> Bool
    private var place = 0
    package private(set) var interruption: ImportInterruption?

    /// `isUnchanged`: whether nobody has written to the file since it was read.
    package init(
        _ file: AccountFile,
        watch: ImportWatch = ImportWatch(),
        isUnchanged: @escaping @Sendable () -> Bool = { true }
    ) {
        self.file = file
        self.watch = watch
        self.isUnchanged = isUnchanged
    }

    package var origin: Account.Origin.Source { .file(file.name) }
    package var unknownColumns: [String] { file.unknownColumns }
    package var warnings: [FileWarning] { file.warnings }

    package mutating func next() -> SourceRow? {
        guard place < file.problems.count + file.rows.count, !isStopped() else { return nil }
        defer { place += 1 }
        watch.read(place, of: file.problems.count + file.rows.count)
        let position = RowPosition(start: place - file.problems.count)
        return place < file.problems.count
            ? SourceRow(result: .failure(file.problems[place]), position: position)
            : SourceRow(result: .success(file.rows[position.start]), position: position)
    }

    package mutating func row(at position: RowPosition) -> FileRow? {
        isStopped() ? nil : file.rows[position.start]
    }

    package mutating func confirm() {
        if interruption == nil, !isUnchanged() { interruption = .file(.changed) }
    }

    private mutating func isStopped() -> Bool {
        if watch.isStopped() { interruption = .stopped }
        return interruption != nil
    }
}
