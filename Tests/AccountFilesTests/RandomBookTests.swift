import Accounts
import InMemory
import StrictJSON
import Testing

@testable import AccountFiles

/// Whatever is in a book, its export says all of it: 2,000 random books, in both formats, whole and with a part of the columns.
@Suite struct RandomBookTests {
    private static let books = 200

    @Test(arguments: 0..<10 as Range<UInt64>)
    func `an export gives back every book, and over the same book changes nothing`(seed: UInt64) throws {
        var random = Randomness(seed: seed)
        for number in 0..<Self.books {
            let book = RandomBook(&random)
            for format in [random.pick([Export.csv, .unguardedCSV]), .json] {
                let file = try AccountFile.read(try format.bytes(book))
                var context: String { "book \(number) of seed \(seed), \(format)" }
                try #require(file.problems.isEmpty, "\(context): \(file.problems)")
                try #require(file.unknownColumns.isEmpty && file.warnings.isEmpty, "\(context)")
                let same = WholeImport(file, into: book.accounts)
                try #require(same.refused.isEmpty && same.accounts.isEmpty, "\(context): \(same)")
                try #require(same.unchanged == book.accounts.count, "\(context)")
                let fresh = WholeImport(file, into: [])
                try #require(fresh.refused.isEmpty && fresh.added.count == book.accounts.count, "\(context): \(fresh)")
                let expected = book.accounts.map { $0.with(revision: 1) }.sorted { $0.code < $1.code }
                try #require(Self.isSame(fresh.result(over: []), expected), "\(context): \(fresh.accounts)")
            }
        }
    }

    @Test(arguments: 0..<10 as Range<UInt64>)
    func `a part of the columns gives back that part and leaves the rest`(seed: UInt64) throws {
        var random = Randomness(seed: seed + 1_000_000)
        for number in 0..<(Self.books / 4) {
            let book = RandomBook(&random)
            let kept = Set(Account.Column.allCases.filter { [.code].contains($0) || random.percent(50) })
            for format in [random.pick([Export.csv, .json])] {
                let bytes =
                    try format == .json
                    ? Self.part(ofJSON: format.bytes(book), kept) : Self.part(ofCSV: format.bytes(book), kept)
                let file = try AccountFile.read(bytes)
                var context: String { "book \(number) of seed \(seed), \(format), \(kept)" }
                try #require(file.problems.isEmpty && file.unknownColumns.isEmpty, "\(context): \(file.problems)")
                let same = WholeImport(file, into: book.accounts)
                try #require(same.refused.isEmpty && same.accounts.isEmpty, "\(context): \(same)")
                let changed = book.changed
                let plan = WholeImport(file, into: changed)
                try #require(plan.refused.isEmpty, "\(context): \(plan.refused)")
                let expected = zip(book.accounts, changed)
                    .map { original, changed in
                        var account = changed
                        for column in kept where column.isPlain { account[column] = original[column] }
                        return account.with(revision: changed.revision + (account == changed ? 0 : 1))
                    }
                try #require(
                    Self.isSame(plan.result(over: changed), expected.sorted { $0.code < $1.code }),
                    "\(context): \(plan.accounts)"
                )
            }
        }
    }

    /// Whether accounts agree in everything but the times, scalar by scalar.
    private static func isSame(_ accounts: [Account], _ expected: [Account]) -> Bool {
        func isSame(_ account: Account, _ other: Account) -> Bool {
            Account.Column.allCases.allSatisfy { account[$0].utf8.elementsEqual(other[$0].utf8) }
                && account.revision == other.revision
        }
        return accounts.count == expected.count && zip(accounts, expected).allSatisfy(isSame)
    }

    private static func part(ofCSV bytes: [UInt8], _ kept: Set<Account.Column>) throws -> [UInt8] {
        var table = try CSVTable(bytes)
        let places = table.names.indices.filter { Account.Column(named: table.names[$0]).map(kept.contains) ?? false }
        func line(_ cells: [String]) -> String {
            places.map { AccountCSV.quoted(cells[$0], isGuarded: true) }.joined(separator: ";") + "\r\n"
        }
        var text = line(table.names)
        while let row = try table.next() { text += line(row.cells) }
        return Array(text.utf8)
    }

    private static func part(ofJSON bytes: [UInt8], _ kept: Set<Account.Column>) throws -> [UInt8] {
        let names = Set(kept.map { $0 == .parentCode ? "parent" : $0.rawValue.squashed })
            .union(kept.contains(.contactFirstName) ? ["firstname"] : [])
            .union(kept.contains(.contactLastName) ? ["lastname"] : [])
        guard case .array(let elements) = try JSONReader.read(bytes) else { return [] }
        let parts = elements.map { JSON.Element($0.value.keeping { names.contains($0.squashed) }, line: 1) }
        return Array(JSON.array(parts).written.utf8)
    }
}

extension Account {
    fileprivate func with(revision: Int) -> Account {
        var account = self
        account.revision = revision
        return account
    }
}
