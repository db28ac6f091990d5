import AccountIndex
import Accounts
import FoundationEssentials
import Testing

/// An index that is kept up is the one that would be made anew.
///
/// `FUZZ_SEED` says which books and changes.
struct ChangePropertyTests {
    private static let seed =
        ProcessInfo.processInfo.environment["FUZZ_SEED"].flatMap { UInt64($0) } ?? .random(in: 0...999_999)

    @Test func `changes lead to what a new index would have`() throws {
        for number in stride(from: 0, to: 60, by: 3) {
            let seed = Self.seed &+ UInt64(number)
            var random = RandomBook(seed: seed, accounts: number)
            var index = AccountIndex.filled(random.book)
            for _ in 0..<15 {
                let changes = (0...random.random(12)).flatMap { _ in random.change() }
                index.apply(changes)
                let difference = index.difference(from: random.book)
                try #require(difference == nil, "FUZZ_SEED=\(seed): \(difference ?? "")")
                let filter = random.filter()
                let search = index.difference(of: filter, on: "Dropbox", from: random.book)
                try #require(search == nil, "FUZZ_SEED=\(seed): \(search ?? "")")
            }
        }
    }

    @Test func `what stands below a removed account goes with it`() throws {
        var random = RandomBook(seed: 4, accounts: 80)
        var index = AccountIndex.filled(random.book)
        let reseller = try #require(
            random.book.tree.first { row in random.book.rows.values.contains { $0.account.parent == row.account.id } }
        )
        random.remove(reseller.account.id)
        index.apply([.removed(reseller.key)])
        #expect(index.difference(from: random.book) == nil)
    }

    @Test func `accounts may come in any order, customers before their resellers`() throws {
        for number in 0..<20 {
            let seed = Self.seed &+ UInt64(number)
            var random = RandomBook(seed: seed, accounts: 80)
            var rows = random.book.tree.map(random.book.indexed)
            for place in rows.indices { rows.swapAt(place, random.random(rows.count)) }
            var index = AccountIndex(systems: NaiveBook.systems, chunkSize: 16)
            for start in stride(from: 0, to: rows.count, by: 9) {
                index.append(Array(rows[start..<min(start + 9, rows.count)]))
            }
            let difference = index.difference(from: random.book)
            try #require(difference == nil, "FUZZ_SEED=\(seed): \(difference ?? "")")
        }
    }

    @Test func `a snapshot stays as it was while the next one is made`() {
        var random = RandomBook(seed: 5, accounts: 100)
        let before = random.book
        let snapshot = AccountIndex.filled(before)
        var next = snapshot
        for _ in 0..<20 { next.apply(random.change()) }
        #expect(snapshot.difference(from: before) == nil)
        #expect(next.difference(from: random.book) == nil)
    }

    @Test func `an earlier result is not used after a change`() throws {
        var random = RandomBook(seed: 6, accounts: 50)
        var index = AccountIndex.filled(random.book)
        let earlier = try #require(index.matches(of: AccountFilter("h"), on: "Dropbox", now: NaiveBook.now))
        for _ in 0..<30 { index.apply(random.change()) }
        #expect(index.difference(of: "ho", on: "Dropbox", from: random.book, within: earlier) == nil)
    }

    @Test func `an empty book has nothing, and gets its first account by a change`() {
        var random = RandomBook(seed: 7, accounts: 0)
        var index = AccountIndex(systems: NaiveBook.systems)
        #expect(index.matches(of: AccountFilter("a"))?.count == 0)
        #expect(index.difference(from: random.book) == nil)
        index.apply([.removed(AccountKey(1)), random.grow()])
        #expect(index.difference(from: random.book) == nil)
    }
}
