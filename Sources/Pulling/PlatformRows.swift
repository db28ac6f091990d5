package import AccountFiles
package import Accounts
package import StrictJSON

/// A few accounts as the BSS has just given them, as an import reads them.
package struct PlatformRows: RowSource {
    private let elements: [JSON]
    private var accounts: PlatformAccounts
    private var place = 0

    package init(_ elements: [JSON], members: BSSMembers) {
        self.elements = elements
        accounts = PlatformAccounts(members)
    }

    package var interruption: ImportInterruption? { nil }
    package var origin: Account.Origin.Source { .bss }
    package var matchesByID: Bool { true }
    package var watch: ImportWatch { ImportWatch() }

    package mutating func next() -> SourceRow? {
        guard place < elements.count else { return nil }
        defer { place += 1 }
        return SourceRow(result: accounts.row(elements[place], number: place + 1), position: RowPosition(start: place))
    }

    package mutating func row(at position: RowPosition) -> FileRow? {
        // It was read before.
        try? accounts.row(elements[position.start], number: position.start + 1).get()
    }
}
