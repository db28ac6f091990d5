package import AccountFiles
package import Accounts
package import FoundationEssentials
package import Synchronizing

/// The rows of a stage, as an import reads them.
package struct StagedRows: RowSource {
    private let stage: any PullStage
    private var accounts: PlatformAccounts
    private let count: Int
    package let isCompleteRead: Bool
    package let asOf: Date?
    package let watch: ImportWatch
    private var portion: ArraySlice<(number: Int, element: String)> = []
    /// Rows that were read again, the last ones.
    private var again: [Int: String] = [:]
    private var lastAgain = 0
    private var last = 0
    private var read = 0
    package private(set) var interruption: ImportInterruption?

    package init(
        _ stage: any PullStage,
        members: BSSMembers,
        isCompleteRead: Bool,
        asOf: Date?,
        watch: ImportWatch
    ) throws(StoreFailure) {
        (self.stage, self.isCompleteRead, self.asOf, self.watch) = (stage, isCompleteRead, asOf, watch)
        accounts = PlatformAccounts(members)
        count = try stage.count()
    }

    package var origin: Account.Origin.Source { .bss }
    package var matchesByID: Bool { true }

    package mutating func next() -> SourceRow? {
        guard !isStopped() else { return nil }
        if portion.isEmpty {
            let (stage, last) = (stage, last)
            let rows = reading { () throws(StoreFailure) in try stage.rows(after: last, most: Self.portion) }
            guard let rows else { return nil }
            portion = rows[...]
        }
        guard let (number, element) = portion.popFirst() else { return nil }
        last = number
        read += 1
        watch.read(read, of: count)
        return SourceRow(result: accounts.row(element, number: number), position: RowPosition(start: number))
    }

    package mutating func row(at position: RowPosition) -> FileRow? {
        guard !isStopped() else { return nil }
        guard let element = element(position.start) else { return nil }
        // It was read before, and only one process has the stage.
        return try? accounts.row(element, number: position.start).get()
    }

    /// An element that was read before; accounts are mostly asked for in the order in which they came.
    private mutating func element(_ number: Int) -> String? {
        defer { lastAgain = number }
        if let element = again[number] { return element }
        let stage = stage
        guard (lastAgain...lastAgain + Self.portion).contains(number) else {
            return reading { () throws(StoreFailure) in try stage.row(number) } ?? nil
        }
        let rows = reading { () throws(StoreFailure) in try stage.rows(after: number - 1, most: Self.portion) }
        again = Dictionary(uniqueKeysWithValues: rows ?? [])
        return again[number]
    }

    private static let portion = 1_000

    private mutating func reading<Value>(_ body: () throws(StoreFailure) -> Value) -> Value? {
        do throws(StoreFailure) {
            return try body()
        } catch {
            interruption = .file(.unreadable)
            return nil
        }
    }

    private mutating func isStopped() -> Bool {
        if watch.isStopped() { interruption = .stopped }
        return interruption != nil
    }
}
