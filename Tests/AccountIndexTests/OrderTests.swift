import AccountIndex
import Accounts
import Testing

/// Lists by position, and in the order of a column.
struct OrderTests {
    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func `every column orders as the simplest sort does`(seed: UInt64) throws {
        var random = RandomBook(seed: seed, accounts: 150)
        let index = AccountIndex.filled(random.book)
        for order in AccountQuery.Order.allCases {
            let expected = random.book.sorted(by: order, on: "Dropbox")
            let sorted = try #require(index.sorted(by: order, on: "Dropbox"))
            func keys(_ rows: [UInt32]?) -> [AccountKey] { (rows ?? []).compactMap { index.key(at: Int($0)) } }
            func keys(_ rows: RowList) -> [AccountKey] { keys((0..<rows.count).map { rows[$0] }) }
            #expect(keys(sorted.filtered(by: index.rows)) == expected, "\(order)")
            guard order != .tree else { continue }
            #expect(keys(sorted.filtered(by: index.rows, isDescending: true)) == expected.reversed(), "\(order)")
            #expect(
                keys(index.first(20, of: index.rows, by: order, on: "Dropbox")) == Array(expected.prefix(20)),
                "\(order)"
            )
            #expect(
                keys(index.first(20, of: index.rows, by: order, on: "Dropbox", isDescending: true))
                    == Array(expected.reversed().prefix(20)),
                "\(order)"
            )
            let filter = AccountFilter(random.filter())
            let found = try #require(index.matches(of: filter, on: "Dropbox", now: NaiveBook.now))
            let some = Set(random.book.list(filter, on: "Dropbox").matches)
            #expect(keys(sorted.filtered(by: found.rows)) == expected.filter(some.contains), "\(order), \(filter.text)")
        }
    }

    @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
    func `positions are those of the list without what is collapsed`(seed: UInt64) {
        var random = RandomBook(seed: seed, accounts: 200)
        let index = AccountIndex.filled(random.book, chunkSize: 70)
        let all = VisibleRows(index.rows)
        let rows = all.rows(at: 0..<all.count)
        var visible = all
        var collapsed: Set<Int> = []
        for _ in 0..<100 {
            let row = rows[random.random(rows.count)]
            if collapsed.remove(row) != nil {
                visible.expand(row, in: index)
            } else {
                collapsed.insert(row)
                visible.collapse(row, in: index)
            }
            let expected = rows.filter { row in !collapsed.contains { index.rows(below: $0).contains(row) } }
            #expect(visible.count == expected.count)
            #expect((0..<visible.count).map { visible.row(at: $0) } == expected)
            #expect(visible.rows(at: 3..<20) == Array(expected.dropFirst(3).prefix(17)))
            #expect(expected.map { visible.position(of: $0) } == Array(expected.indices))
        }
        #expect(visible.row(at: visible.count) == nil && visible.row(at: -1) == nil)
        var again = all
        again.collapse(all: collapsed, in: index)
        #expect(again.rows == visible.rows)
    }

    @Test func `the list of a filter shows the matches and what leads to them`() throws {
        let book = RandomBook(seed: 9, accounts: 100).book
        let index = AccountIndex.filled(book)
        let found = try #require(index.matches(of: AccountFilter("hotel")))
        let leads = index.leading(to: found.rows)
        let list = VisibleRows(found.rows, leads: leads)
        #expect(list.count == found.count + leads.count)
        #expect(found.first.map { list.position(of: $0) } == 0 || leads.first().map { list.position(of: $0) } == 0)
    }

    @Test(arguments: [[], [0], [5, 3, 9], [0xFF_FFFF, 0, 0xFF_FFFE], [0x100_0000, 1, .max - 1]] as [[UInt32]])
    func `rows keep their order in three bytes or four`(rows: [UInt32]) {
        let list = RowList(rows)
        #expect((0..<list.count).map { list[$0] } == rows)
        for (place, row) in rows.enumerated() { #expect(list.place(of: row) == place) }
        #expect(list.place(of: 77) == nil)
    }

    @Test func `texts are found whether those of many rows are short or long`() {
        for length in [1, 300, 3_000] {
            var accounts: [IndexedAccount] = []
            for number in 0..<200 {
                var code = "c-"
                code += String(1_000 + number)
                var name = ""
                for part in 0..<length { name += String((part &* 7_919 &+ number &* 104_729) % 9_973, radix: 36) }
                let text = ["C\u{1}", code, "\u{1}", code, "\nN\u{1}", name, "\n"].joined()
                accounts.append(
                    IndexedAccount(
                        key: AccountKey(Int64(number)),
                        code: AccountCode(code.uppercased()),
                        kind: .endCustomer,
                        search: SearchText(stored: text)
                    )
                )
            }
            var index = AccountIndex(systems: [])
            index.append(accounts)
            for (row, account) in accounts.enumerated() {
                #expect(index.searchText(at: row) == account.search.text && index.code(at: row) == account.code)
                #expect(index.row(of: account.key) == row && index.key(at: row) == account.key)
            }
            #expect(index.row(of: AccountKey(200)) == nil && index.row(of: AccountKey(-1)) == nil)
            #expect(index.rows(of: [AccountKey(7), AccountKey(900)]) == [AccountKey(7): 7])
            #expect(index.matches(of: AccountFilter("c-1150"))?.count == 1)
        }
    }
}
