package import AccountFiles
package import Accounts
package import Synchronizing

/// The rows of a stage, as an import reads them.
package struct StagedRows: RowSource {
    private let stage: any PullStage
    private var accounts: PlatformAccounts
    private let count: Int
    package let isCompleteRead: Bool
    package let watch: ImportWatch
    private var portion: ArraySlice<(number: Int, element: String)> = []
    private var last = 0
    private var read = 0
    package private(set) var interruption: ImportInterruption?

    package init(
        _ stage: any PullStage,
        members: BSSMembers,
        isCompleteRead: Bool,
        watch: ImportWatch
    ) throws(StoreFailure) {
        (self.stage, self.isCompleteRead, self.watch) = (stage, isCompleteRead, watch)
        accounts = PlatformAccounts(members)
        count = try stage.count()
    }

    package var unknownColumns: [String] { [] }
    package var warnings: [FileWarning] { [] }
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
        let position = RowPosition(start: number, line: Int32(clamping: number), check: 0)
        return SourceRow(result: accounts.row(element, number: number), position: position)
    }

    package mutating func row(at position: RowPosition) -> FileRow? {
        guard !isStopped() else { return nil }
        let stage = stage
        guard let element = reading({ () throws(StoreFailure) in try stage.row(position.start) }) ?? nil else {
            return nil
        }
        // It was read before, and only one process has the stage.
        return try? accounts.row(element, number: position.start).get()
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
