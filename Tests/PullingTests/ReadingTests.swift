import Accounts
import Foundation
import Pulling
import StrictJSON
import Testing

/// When a reading of all accounts, without totals, has seen all of them.
struct ReadingTests {
    private static func page(_ created: [Int]) -> AccountPage {
        let elements = created.map { JSON.object([.init("createdAt", .string("2026-01-01T00:00:0\($0)"))]) }
        return AccountPage(elements: elements, total: nil)
    }

    /// Reads passes of the same two pages until they are enough; returns the sizes of the pages that it asked for in each.
    private static func sizes(of pages: [[Int]], unseen: Int = 0) -> [Int] {
        var reading = Reading(.all, identity: "BSS", began: Date(timeIntervalSince1970: 0), pageSize: 100)
        var sizes: [Int] = []
        while true {
            _ = reading.take(page([9]))
            sizes.append(reading.next.size)
            for created in pages { _ = reading.take(page(created)) }
            _ = reading.take(page([]))
            let isFirst = sizes.count == 1
            let tally = PassTally(
                seen: 4,
                added: isFirst ? 4 : 0,
                unseen: isFirst ? 0 : unseen,
                created: 0,
                createdSinceFirst: 0
            )
            guard reading.isComplete(tally) == nil else { return sizes }
            reading.readAgain(after: tally)
        }
    }

    @Test func `two passes that agree are enough, if no page ended among accounts of one time`() {
        #expect(Self.sizes(of: [[1, 2], [3, 4]]).count == 2)
        #expect(Self.sizes(of: [[1, 1], [3, 3]]).count == 2)
    }

    @Test func `another pass must agree, if a page ended among accounts of one time`() {
        #expect(Self.sizes(of: [[1, 2], [2, 4]]).count == 3)
    }

    @Test func `another pass must bring nothing new, if one did not see what was seen before`() {
        #expect(Self.sizes(of: [[1, 2], [3, 4]], unseen: 1).count == 3)
        #expect(Self.sizes(of: [[1, 2], [2, 4]], unseen: 1).count == 4)
    }

    @Test func `each pass ends its pages elsewhere`() {
        #expect(Self.sizes(of: [[1, 2], [2, 4]]) == [100, 67, 99])
    }
}
