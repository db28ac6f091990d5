import AccountIndex
import Accounts
import Testing

/// What stands below a row, and lists of which all or some of that is folded away or shown.
struct FoldingTests {
    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func `what stands below a row is counted and named as one by one`(seed: UInt64) {
        let index = AccountIndex.filled(RandomBook(seed: seed, accounts: 200).book, chunkSize: 70)
        let rows = VisibleRows(index.rows).rows(at: 0..<index.count)
        for row in rows {
            let below = index.rows(below: row)
            let expected = rows.filter(below.contains)
            #expect(index.hasRows(below: row) == !expected.isEmpty)
            #expect(index.rowCount(in: below) == expected.count)
            #expect(index.keys(in: below) == expected.compactMap(index.key))
            #expect(index.rows.count(in: below) == expected.count)
        }
        #expect(index.keys(in: 0..<10_000) == rows.compactMap(index.key))
        let empty = AccountIndex(systems: [])
        #expect(!empty.hasRows(below: 0) && empty.rowCount(in: 0..<5) == 0 && empty.keys(in: 0..<5) == [])
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func `all is folded away as one after the other, and shown again`(seed: UInt64) throws {
        var random = RandomBook(seed: seed, accounts: 200)
        let index = AccountIndex.filled(random.book, chunkSize: 70)
        for filter in [AccountFilter(""), AccountFilter(random.filter())] {
            let found = try #require(index.matches(of: filter, on: "Dropbox", now: NaiveBook.now))
            let list = VisibleRows(found.rows, leads: index.leading(to: found.rows))
            let rows = list.rows(at: 0..<list.count)
            var each = list
            each.collapse(all: rows.filter { row in rows.contains(where: index.rows(below: row).contains) }, in: index)
            var all = list
            all.collapseAll(in: index)
            #expect(all.rows == each.rows && all.collapsed == each.collapsed && all.count == each.count)
            all.expandAll()
            #expect(all.rows == list.rows && all.collapsed.isEmpty && all.count == list.count)
        }
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func `below a row everything is shown, whatever was selected, but for what is folded away in it`(
        seed: UInt64
    ) throws {
        let index = AccountIndex.filled(RandomBook(seed: seed, accounts: 200).book, chunkSize: 70)
        let rows = VisibleRows(index.rows).rows(at: 0..<index.count)
        for row in rows where index.hasRows(below: row) {
            let found = try #require(index.matches(of: AccountFilter("hotel"), on: nil, now: NaiveBook.now))
            var list = VisibleRows(found.rows, leads: index.leading(to: found.rows))
            let before = Set(list.rows(at: 0..<list.count))
            let below = index.rows(below: row)
            let inner = rows.first { below.contains($0) && index.hasRows(below: $0) }
            if let inner { list.collapse(inner, in: index) }
            list.include(below: row, in: index)
            let hidden = inner.map(index.rows(below:)) ?? 0..<0
            let expected = before.union(rows.filter(below.contains)).subtracting(hidden)
            #expect(list.rows(at: 0..<list.count) == expected.sorted())
        }
    }
}
