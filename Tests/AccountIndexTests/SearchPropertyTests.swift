import AccountIndex
import Accounts
import FoundationEssentials
import Testing

/// Random filters over random books find what the simplest search finds.
///
/// `FUZZ_COUNT` says how many filters, `FUZZ_SEED` which ones.
struct SearchPropertyTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let count = environment["FUZZ_COUNT"].flatMap { Int($0) } ?? 1_000
    private static let seed = environment["FUZZ_SEED"].flatMap { UInt64($0) } ?? .random(in: 0...999_999)

    @Test func `every filter finds what the simplest search finds`() throws {
        let inBook = 250
        for number in 0..<max(1, Self.count / inBook) {
            let seed = Self.seed &+ UInt64(number)
            var random = RandomBook(seed: seed, accounts: number % 8 == 0 ? number : 40)
            let index = AccountIndex.filled(random.book)
            for _ in 0..<inBook {
                let filter = random.filter()
                let system: SystemName? = random.random(3) == 0 ? nil : "Dropbox"
                let difference = index.difference(of: filter, on: system, from: random.book)
                try #require(difference == nil, "FUZZ_SEED=\(seed): \(difference ?? "")")
            }
        }
    }

    @Test func `the counts by state are those of the rows that were found`() throws {
        for number in 0..<40 {
            var random = RandomBook(seed: Self.seed &+ UInt64(number), accounts: 60)
            let index = AccountIndex.filled(random.book)
            for system in NaiveBook.systems {
                let found = index.matches(of: AccountFilter(random.filter()), on: system, now: NaiveBook.now)
                let rows = try #require(found).rows
                var counts: [SyncState: Int] = [:]
                rows.visit { counts[index.state(at: $0, on: system) ?? .waiting, default: 0] += 1 }
                #expect(index.counts(of: rows, on: system) == counts, "FUZZ_SEED=\(Self.seed)")
            }
        }
    }

    @Test func `what is typed letter by letter finds what it finds at once`() throws {
        for number in 0..<max(1, Self.count / 300) {
            let seed = Self.seed &+ UInt64(number)
            var random = RandomBook(seed: seed, accounts: 60)
            let index = AccountIndex.filled(random.book)
            for _ in 0..<20 {
                let filter = random.filter()
                var earlier: Matches?
                for length in 0...filter.count {
                    let typed = String(filter.prefix(length))
                    let difference = index.difference(of: typed, on: "Dropbox", from: random.book, within: earlier)
                    try #require(difference == nil, "FUZZ_SEED=\(seed), typed \"\(filter)\": \(difference ?? "")")
                    earlier = index.matches(
                        of: AccountFilter(typed),
                        on: "Dropbox",
                        now: NaiveBook.now,
                        within: earlier
                    )
                }
            }
        }
    }

    @Test func `two threads find what one finds`() async throws {
        var random = RandomBook(seed: Self.seed, accounts: 300)
        let index = AccountIndex.filled(random.book)
        for _ in 0..<50 {
            let filter = AccountFilter(random.filter())
            let together = try await index.concurrentMatches(of: filter, on: "Dropbox", now: NaiveBook.now)
            #expect(
                together.rows == index.matches(of: filter, on: "Dropbox", now: NaiveBook.now)?.rows,
                "\(filter.text)"
            )
        }
    }

    @Test func `the comparison notices an account that is indexed by another text`() {
        var random = RandomBook(seed: 1, accounts: 40)
        var index = AccountIndex.filled(random.book)
        let victim = random.book.tree[7]
        var wrong = random.book.indexed(victim)
        var other = victim.account
        other.name = "nothing of the kind"
        wrong.search = SearchText(other)
        index.apply([.put(wrong)])
        #expect(index.difference(from: random.book) != nil)
        #expect(
            (0..<2000).contains { _ in index.difference(of: random.filter(), on: "Dropbox", from: random.book) != nil }
        )
    }

    @Test func `a search that is not wanted any more ends`() async {
        let index = AccountIndex.filled(RandomBook(seed: 3, accounts: 100).book)
        var questions = 0
        let found = index.matches(of: AccountFilter("a")) {
            questions += 1
            return questions > 2
        }
        #expect(found == nil && questions == 3)
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await index.concurrentMatches(of: AccountFilter("hotel"))
        }
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}
