import Accounts
import Foundation
import Telling
import Testing

@testable import AccountFiles

/// What stays refused of the BSS after each pull: an account that is taken in leaves the list, whatever is read.
@Suite struct RefusedOfBSSTests {
    /// A book that is pulled into, with what is refused of it.
    private struct Pulled {
        var book = ImportedBook()
        var refused: RefusedRows?
        /// Whether the last pull had to write the list.
        private(set) var wrote = false

        mutating func pull(_ json: String, all: Bool = false, at seconds: Double) throws {
            var source = try BSSRows(json, isCompleteRead: all)
            let planning = ImportPlanning(&source, into: ListedBook(book.accounts, fixed: book.fixed))
            let now = Date(timeIntervalSinceReferenceDate: seconds)
            let kept = planning.refusedRows(after: refused, named: "BSS", now: now)
            wrote = kept != nil
            if let kept { refused = kept.count > 0 ? kept : nil }
            book.take(try BSSRows(json, isCompleteRead: all), at: seconds)
        }

        var ids: [AccountID?] { refused?.rows.map(\.problem.id) ?? [] }
    }

    private static func account(_ id: Int, under parent: Int = 0, _ name: String = "n") -> String {
        #"{"id":\#(id),"code":"C-\#(id)","name":"\#(name)","billToAccountId":\#(parent)}"#
    }

    @Test func `a pull of changes updates only the accounts that it read`() throws {
        var pulled = Pulled()
        try pulled.pull("[\(Self.account(1)),\(Self.account(2, under: 9)),\(Self.account(3, under: 9))]", at: 1)
        #expect(pulled.ids == ["2", "3"] && pulled.refused?.count == 2)
        try pulled.pull("[\(Self.account(1))]", at: 2)
        #expect(pulled.ids == ["2", "3"] && !pulled.wrote, "what is as it was is not written again")
        try pulled.pull("[\(Self.account(2))]", at: 3)
        #expect(pulled.ids == ["3"] && pulled.refused?.count == 1, "it is taken in")
        try pulled.pull("[\(Self.account(4, under: 9)),{\"id\":1,\"code\":\"C-1\",\"name\":\"\"}]", at: 4)
        #expect(pulled.ids == ["3", "4", "1"])
        try pulled.pull("[\(Self.account(1)),\(Self.account(2)),\(Self.account(4))]", all: true, at: 5)
        #expect(pulled.ids == [], "a complete read knows all that there is")
    }

    @Test func `the same reason keeps its time, and is not written again; another one is new`() throws {
        var pulled = Pulled()
        try pulled.pull("[\(Self.account(2, under: 9))]", at: 1)
        for all in [false, true] {
            try pulled.pull("[\(Self.account(1)),\(Self.account(2, under: 9))]", all: all, at: 2)
            #expect(!pulled.wrote && pulled.refused?.rows.map(\.at.timeIntervalSinceReferenceDate) == [1])
        }
        try pulled.pull("[\(Self.account(2, under: 8))]", at: 3)
        #expect(pulled.ids == ["2"] && pulled.refused?.rows.map(\.at.timeIntervalSinceReferenceDate) == [3])
    }

    @Test func `what cannot be named stays until everything is read, and is there once`() throws {
        var pulled = Pulled()
        for second in 1...2 { try pulled.pull("[17,\(Self.account(1))]", at: Double(second)) }
        #expect(pulled.ids == [nil] && pulled.refused?.count == 1)
        try pulled.pull("[\(Self.account(1))]", at: 3)
        #expect(pulled.ids == [nil])
        try pulled.pull("[\(Self.account(1))]", all: true, at: 4)
        #expect(pulled.refused == nil)
    }

    @Test func `of more than are kept, those that are not listed stay counted until everything is read`() throws {
        var pulled = Pulled()
        let many = (1...1_100).map { Self.account($0, under: 9_999) }
        try pulled.pull("[\(many.joined(separator: ","))]", at: 1)
        #expect(pulled.refused?.count == 1_100 && pulled.refused?.rows.count == 1_000)
        try pulled.pull("[\(Self.account(1)),\(Self.account(2))]", at: 2)
        #expect(pulled.refused?.count == 1_098 && pulled.refused?.rows.count == 998)
        try pulled.pull("[\(Self.account(1)),\(Self.account(2, under: 9_999))]", all: true, at: 3)
        #expect(pulled.refused?.count == 1)
    }

    @Test func `a parent that is refused is named, with the account and no line of a file`() throws {
        var pulled = Pulled()
        let reseller = #"{"id":1,"code":"R","name":"r","enableReselling":true}"#
        let other = #"{"id":3,"code":"S","name":"s","enableReselling":true}"#
        try pulled.pull("[\(reseller),\(other),\(Self.account(2, under: 1))]", at: 1)
        pulled.book.fixed = ["2"]
        try pulled.pull("[\(Self.account(2, under: 3))]", at: 2)
        let problem = try #require(pulled.refused?.rows.first?.problem)
        #expect(problem.kind == .fixedParent && problem.parent == "S")
        #expect(
            problem.phraseInBSS
                == "C-2, id 2, parent: it is synchronized under its parent, or may be: it cannot move to S"
        )
        try pulled.pull("[\(Self.account(2))]", at: 3)
        #expect(pulled.refused?.rows.first?.problem.parent == nil)
        #expect(pulled.refused?.rows.first?.problem.phraseInBSS.hasSuffix("it cannot move to no parent") == true)
        let same = #"{"id":7,"code":"X","name":"x"},{"id":8,"code":"X","name":"y"}"#
        try pulled.pull("[\(same)]", at: 4)
        #expect(pulled.refused?.rows.allSatisfy { !$0.problem.phraseInBSS.contains("line") } == true)
    }
}
