import Accounts
import Foundation
import InMemory
import Testing

@testable import AccountFiles

/// Files that somebody damaged: nothing traps or hangs, and every row is taken or told.
///
/// 5,000 of each kind; `FUZZ_COUNT=1000000 make test ONLY=FuzzTests` tries more, and `FUZZ_SEED` others.
@Suite struct FuzzTests {
    private static let share = 4
    private static let count = (ProcessInfo.processInfo.environment["FUZZ_COUNT"].flatMap { Int($0) } ?? 5_000) / share
    private static let seed = ProcessInfo.processInfo.environment["FUZZ_SEED"].flatMap { UInt64($0) } ?? 0
    private static let seeds = (0..<UInt64(share)).map { seed + $0 }

    @Test(arguments: seeds)
    func `a damaged file of CSV is read to its end`(seed: UInt64) throws {
        try attack(.csv, seed) { random in
            random.percent(50) ? nil : random.pick(["\"", ",", ";", "\r", "\n", "sep=;\n", "'"])
        }
    }

    @Test(arguments: seeds)
    func `a damaged file of JSON is read to its end`(seed: UInt64) throws {
        try attack(.json, seed) { random in
            random.percent(50)
                ? nil
                : random.pick([
                    "\"", "{", "}", "[", "]", ":", "null", "\\u0000", "1e999", "\\ud800", "\"parent\":", "\"id\":1,",
                ])
        }
    }

    private func attack(_ format: Export, _ seed: UInt64, _ splice: (inout Randomness) -> String?) throws {
        var random = Randomness(seed: seed)
        var book = RandomBook(&random, most: 2)
        var whole = try format.bytes(book)
        for number in 0..<Self.count {
            // To make a file costs more than to damage one.
            if number.isMultiple(of: 10) {
                book = RandomBook(&random, most: 2)
                whole = try format.bytes(book)
            }
            var bytes = whole
            for _ in 0..<(1 + random.below(3)) { damage(&bytes, &random, splice(&random)) }
            // What is refused as a whole is reported.
            guard let file = try? AccountFile.read(bytes) else { continue }
            let lines = 1 + bytes.count { $0 == 0x0A || $0 == 0x0D }
            let places = (file.rows.map(\.place) + file.problems.map(\.place)).sorted()
            var context: String {
                "file \(number) of seed \(seed): \(String(decoding: bytes, as: UTF8.self).debugDescription)"
            }
            try #require(Set(places).count == places.count, "\(context)")
            try #require(places.allSatisfy { (1...lines).contains($0.line) }, "\(context)")
            let plan = WholeImport(file, into: book.accounts)
            let told = plan.added.count + plan.updated.count + plan.unchanged + plan.refused.count
            try #require(told == places.count, "\(context)")
            let after = plan.result(over: book.accounts)
            try #require(BookInvariantTests.faults(of: after).isEmpty, "\(context)")
        }
    }

    /// Takes bytes out, puts some in, turns some around, repeats a piece, or cuts the end off.
    private func damage(_ bytes: inout [UInt8], _ random: inout Randomness, _ splice: String?) {
        guard bytes.count > 1 else { return }
        let place = random.below(bytes.count)
        let end = min(bytes.count, place + 1 + random.below(20))
        switch random.below(6) {
        case 0: bytes.removeSubrange(place..<end)
        case 1: bytes[place] = UInt8(random.below(256))
        case 2: bytes.insert(contentsOf: bytes[place..<end], at: random.below(bytes.count))
        case 3 where random.percent(20): bytes.removeSubrange(place...)
        default: bytes.insert(contentsOf: Array((splice ?? "\u{0}").utf8), at: place)
        }
    }

    @Test(arguments: seeds)
    func `a damaged cell costs its own row and no other`(seed: UInt64) throws {
        var random = Randomness(seed: seed)
        for number in 0..<(Self.count / 4) {
            let count = 2 + random.below(5)
            var cells = (0..<count).map { ["C-\($0)", "name", "", "x@y.example", "customer", "yes"] }
            let (row, column) = (random.below(count), random.below(6))
            // All but what would end the cell or the line.
            let bytes = (0..<random.below(6)).map { _ in UInt8(random.below(256)) }
                .filter { ![0x0A, 0x0D, UInt8(ascii: ","), UInt8(ascii: "\"")].contains($0) }
            cells[row][column] = ""
            var file = Array("code,name,city,email,type,storefront\n".utf8)
            for (index, texts) in cells.enumerated() {
                for (place, text) in texts.enumerated() {
                    if place > 0 { file.append(UInt8(ascii: ",")) }
                    file += text.utf8
                    if index == row, place == column { file += bytes }
                }
                file.append(0x0A)
            }
            let read = try AccountFile.read(file)
            var context: String {
                "file \(number) of seed \(seed): \(String(decoding: file, as: UTF8.self).debugDescription)"
            }
            try #require(read.rows.count + read.problems.count == count, "\(context)")
            try #require(read.problems.count <= 1, "\(context)")
        }
    }
}
