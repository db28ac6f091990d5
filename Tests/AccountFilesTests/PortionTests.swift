import Accounts
import Foundation
import InMemory
import Synchronization
import Testing

@testable import AccountFiles

/// A CSV file that is read in portions is the same file, wherever the portions end.
@Suite struct PortionTests {
    /// Whatever makes rows go on, end, or be wrong.
    private static let pieces = [
        "A-1", "B-2", "name", ",", ",", ",", "\n", "\n", "\r\n", "\r", "\"", "\"", "\"\"", "ä", "東", " ", "=1", "'",
        "reseller", "\u{0}", "\"a,b\"", "\"c\nd\"", "\"e\"\"f\"",
    ]

    private func accounts(_ bytes: [UInt8], block: Int) throws -> CSVAccounts {
        try CSVAccounts(FileContents(bytes), blockLength: block)
    }

    @Test func `rows and problems do not depend on where a block ends`() throws {
        var random = Randomness(seed: 20_261_126)
        for _ in 0..<400 {
            let text =
                "code,name,type\n"
                + (0..<Int.random(in: 0..<60, using: &random))
                .map { _ in Self.pieces.randomElement(using: &random) ?? "" }.joined()
            let bytes = Array(text.utf8)
            let whole = try AccountCSV.read(bytes)
            for block in [1, 2, 3, 5, 8, 13, 64] {
                var portions = try accounts(bytes, block: block)
                var (rows, problems, positions): ([FileRow], [RowProblem], [RowPosition]) = ([], [], [])
                while let row = portions.next() {
                    switch row.result {
                    case .success(let read):
                        rows.append(read)
                        positions.append(row.position)
                    case .failure(let problem): problems.append(problem)
                    }
                }
                #expect(rows == whole.rows, "\(block): \(text.debugDescription)")
                #expect(problems == whole.problems, "\(block): \(text.debugDescription)")
                for (row, position) in zip(rows, positions).shuffled() {
                    #expect(portions.row(at: position) == row, "\(block): \(text.debugDescription)")
                }
                #expect(portions.interruption == nil)
            }
        }
    }

    @Test(arguments: ["code,name\nA,a\nB,c\nC,c\n", "code,name\nA,a\nX,b\nC,c\n", "code,name\nA,a\n"])
    func `a file that has changed since it was checked is not read on`(changed: String) throws {
        let text = "code,name\nA,a\nB,b\nC,c\n"
        let shared = SharedBytes(text)
        let contents = FileContents(start: 0, end: text.utf8.count) { shared.bytes($0) }
        var accounts = try CSVAccounts(contents, blockLength: 8)
        var positions: [RowPosition] = []
        while let row = accounts.next() { positions.append(row.position) }
        #expect(positions.count == 3)
        shared.set(changed)
        let again = positions.map { accounts.row(at: $0) }
        #expect(again.contains(nil))
        #expect(accounts.interruption == .file(.changed))
    }

    @Test func `what cannot be read is no end of the file`() throws {
        let contents = FileContents(start: 0, end: 1_000) {
            $0.upperBound > 100 ? nil : Array(repeating: 0x41, count: $0.count)
        }
        #expect(throws: AccountFileProblem.unreadable) { try CSVAccounts(contents, blockLength: 50).unknownColumns }
    }

    @Test(arguments: [
        ("", nil), ("  \n", nil), (" [", nil), ("{", nil), ("\u{FEFF}[", nil), ("code", 0), ("\u{FEFF}code", 3),
        ("\n\"code\"", 0),
    ])
    func `only CSV is read in portions`(head: String, start: Int?) {
        #expect(AccountFile.startOfCSV(Array(head.utf8)) == start)
        #expect(AccountFile.startOfCSV([0xFF, 0xFE, 0x63, 0x00]) == nil)
    }

    @Test func `a name is found among many, and one that is not there is not`() {
        var table = NameTable<String>()
        let names = (0..<5_000).map { "N-\($0 * 7)" }
        for _ in names { table.insert { names[$0] } }
        for (index, name) in names.enumerated() { #expect(table.row(name) { names[$0] } == index) }
        #expect(table.row("N-1") { names[$0] } == nil)
    }
}

/// A file that somebody else changes.
private final class SharedBytes: Sendable {
    private let stored: Mutex<[UInt8]>
    init(_ text: String) { stored = Mutex(Array(text.utf8)) }
    func set(_ text: String) { stored.withLock { $0 = Array(text.utf8) } }
    func bytes(_ range: Range<Int>) -> [UInt8] { stored.withLock { Array($0[range.clamped(to: $0.indices)]) } }
}
