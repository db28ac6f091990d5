import Accounts
import Foundation
import Telling
import Testing

@testable import AccountFiles

/// Accounts from files and from the BSS in one book.
@Suite struct OriginTests {
    private func origin(_ source: Account.Origin.Source, _ seconds: Double, unseen: Int = 0) -> Account.Origin {
        Account.Origin(source, asOf: Date(timeIntervalSinceReferenceDate: seconds), unseen: unseen)
    }

    @Test func `an account of a file says which and as of when, which is when a value changed last`() throws {
        var book = ImportedBook()
        try book.take(csv: "code,name\nA,a\n", at: 1)
        #expect(book["A"]?.origin == origin(.file("a.csv"), 1))
        try book.take(csv: "code,name\nA,a\n", named: "b.csv", at: 2)
        #expect(book.written.isEmpty && book["A"]?.origin == origin(.file("a.csv"), 1))
        try book.take(csv: "code,name\nA,b\n", named: "b.csv", at: 3)
        #expect(book["A"]?.origin == origin(.file("b.csv"), 3))
    }

    @Test func `a row of the BSS takes an account over, even if no value differs`() throws {
        var book = ImportedBook()
        try book.take(csv: "id,code,name\n1,A,n1\n2,B,n2\n", at: 1)
        let before = book["1"]
        let plan = book.take(try BSSRows([(1, "A")]), at: 5)
        #expect(plan.unchanged == 1 && plan.updated.isEmpty)
        #expect(book["1"]?.origin == origin(.bss, 5))
        #expect(book["1"]?.revision == before?.revision && book["1"]?.updated == before?.updated)
        #expect(book["2"]?.origin?.source == .file("a.csv"))
    }

    @Test func `a complete read that changes nothing writes nothing`() throws {
        var book = ImportedBook()
        book.take(try BSSRows([(1, "A"), (2, "B")]), at: 1)
        let plan = book.take(try BSSRows([(1, "A"), (2, "B")]), at: 2)
        #expect(plan.unchanged == 2 && plan.vanished == 0 && book.written.isEmpty)
    }

    @Test func `what two complete reads do not see is gone, and comes back when it comes back`() throws {
        var book = ImportedBook()
        try book.take(csv: "id,code,name\n9,F,f\n")
        book.take(try BSSRows([(1, "A"), (2, "B")]), at: 1)
        let first = book["2"]
        book.take(try BSSRows([(1, "A")], isCompleteRead: false), at: 2)
        #expect(book["2"] == first, "a part of the BSS says nothing of the rest")
        var plan = book.take(try BSSRows([(1, "A")]), at: 3)
        #expect(plan.vanished == 1 && plan.gone == 0 && book["2"]?.isGone == false)
        #expect(book["2"]?.origin == origin(.bss, 1, unseen: 1) && book["2"]?.revision == first?.revision)
        plan = book.take(try BSSRows([(1, "A")]), at: 4)
        #expect(plan.vanished == 0 && plan.gone == 1 && plan.unchanged == 1 && plan.updated.isEmpty)
        let gone = try #require(book["2"])
        #expect(gone.isGone && gone.revision == 2 && gone.updated.timeIntervalSinceReferenceDate == 4)
        #expect(gone.origin == origin(.bss, 1, unseen: 2) && AccountFault(gone) == .gone)
        #expect(gone.traits["gone"] == "true" && first?.traits["gone"] == nil)
        #expect(gone.originPhrase == "gone from the BSS since \(gone.updated.stamp)")
        book.take(try BSSRows([(1, "A")]), at: 5)
        #expect(book.written.isEmpty && book["9"]?.origin?.unseen == 0)
        plan = book.take(try BSSRows([(2, "B")], isCompleteRead: false), at: 6)
        #expect(plan.unchanged == 1 && plan.updated.isEmpty)
        #expect(book["2"]?.origin == origin(.bss, 6) && book["2"]?.revision == 3 && book["2"]?.isGone == false)
    }

    @Test func `an account that is seen again after one read is not changed by that`() throws {
        var book = ImportedBook()
        book.take(try BSSRows([(1, "A"), (2, "B")]), at: 1)
        book.take(try BSSRows([(1, "A")]), at: 2)
        let plan = book.take(try BSSRows([(1, "A"), (2, "B")]), at: 3)
        #expect(plan.unchanged == 2 && plan.updated.isEmpty && book.written.map(\.id) == ["2"])
        #expect(book["2"]?.origin?.unseen == 0 && book["2"]?.revision == 1)
    }

    @Test func `a row that was read before its account was read again says only that the account is there`() throws {
        var book = ImportedBook()
        book.take(try BSSRows([(1, "A"), (2, "B")]), at: 1)
        book.take(try BSSRows(#"[{"id":1,"code":"A","name":"newer"}]"#, isCompleteRead: false), at: 5)
        var rows = try BSSRows(
            #"[{"id":1,"code":"X","name":"older","enableReselling":true},{"id":2,"code":"B","name":"n"}]"#
        )
        rows.asOf = Date(timeIntervalSinceReferenceDate: 4)
        let plan = book.take(rows, at: 4)
        #expect(book["1"]?.name == "newer" && book["1"]?.code == "A" && book["1"]?.kind != .reseller)
        #expect(book["2"]?.name == "n" && plan.unchanged == 1 && plan.vanished == 0)
        #expect(book["1"]?.origin == origin(.bss, 5))
        rows.asOf = Date(timeIntervalSinceReferenceDate: 6)
        book.take(rows, at: 6)
        #expect(book["1"]?.name == "older" && book["1"]?.code == "X")
    }

    @Test func `a refused row shows that its account is there`() throws {
        var book = ImportedBook()
        book.take(try BSSRows([(1, "A"), (2, "B"), (3, "C")]))
        let bad = #"[{"id":1,"code":"A","name":""},{"id":2,"code":"B","name":"n2","billToAccountId":77}]"#
        let plan = book.take(try BSSRows(bad))
        #expect(plan.refused.map(\.kind) == [.missing, .unknownParent("77")])
        #expect(["1", "2", "3"].map { book[$0]?.origin?.unseen } == [0, 0, 1])
        book.take(try BSSRows(#"[{"id":3,"code":"C","name":""},{"id":2,"code":"B","name":"n2"},{"id":1}]"#))
        #expect(["1", "2", "3"].map { book[$0]?.origin?.unseen } == [0, 0, 0], "also if it was missed before")
    }

    @Test func `the BSS may give an account another code, but not one that another account has`() throws {
        var book = ImportedBook()
        book.take(try BSSRows([(1, "A"), (2, "B")]))
        var plan = book.take(try BSSRows([(1, "X"), (2, "B")]), at: 1)
        #expect(plan.updated.map(\.changes) == [[.init(column: .code, old: "A", new: "X")]])
        #expect(book["1"]?.code == "X" && book["1"]?.revision == 2)
        plan = book.take(try BSSRows([(1, "B"), (3, "X")]))
        #expect(plan.refused.map(\.kind) == [.heldCode("B", by: "2"), .heldCode("X", by: "1")])
        #expect(
            plan.refused.first?.phrase
                == "line 1, element 1, column code (B): the code B belongs to the account with the id 2: give one of the two another code"
        )
        #expect(book["1"]?.code == "X" && book["3"] == nil)
        plan = book.take(try BSSRows([(1, "X"), (1, "Y")]))
        #expect(plan.refused.map(\.kind) == [.duplicateID("1", holder: "X")])
    }

    @Test func `accounts swap their codes in one pull, and a chain of codes moves on`() throws {
        var book = ImportedBook()
        book.take(try BSSRows([(1, "A"), (2, "B"), (3, "C")]))
        var plan = book.take(try BSSRows([(1, "B"), (2, "A")], isCompleteRead: false), at: 1)
        #expect(plan.refused.isEmpty && plan.updated.count == 2)
        #expect(
            plan.updated.map(\.changes)
                == [[.init(column: .code, old: "A", new: "B")], [.init(column: .code, old: "B", new: "A")]]
        )
        #expect(["1", "2"].map { book[$0]?.code } == ["B", "A"])
        plan = book.take(try BSSRows([(4, "B"), (1, "C"), (3, "D")], isCompleteRead: false), at: 2)
        #expect(plan.refused.isEmpty && plan.addedCount == 1)
        #expect(["4", "1", "3"].map { book[$0]?.code } == ["B", "C", "D"])
    }

    @Test func `whoever wants the code of a row that is refused is refused, too`() throws {
        var book = ImportedBook()
        book.take(try BSSRows([(1, "A"), (2, "B")]))
        let bad = #"{"id":2,"code":"A","name":"n2","billToAccountId":77}"#
        let plan = book.take(try BSSRows(#"[{"id":1,"code":"B","name":"n1"},\#(bad)]"#, isCompleteRead: false))
        #expect(plan.refused.map(\.kind) == [.heldCode("B", by: "2"), .unknownParent("77")])
        #expect(["1", "2"].map { book[$0]?.code } == ["A", "B"])
    }

    @Test func `the BSS renames no account that a file owns, only one that it owns already`() throws {
        var book = ImportedBook()
        try book.take(csv: "id,code,name\n17,A-1,n17\n")
        var plan = book.take(try BSSRows([(17, "X")]), at: 1)
        #expect(plan.refused.map(\.kind) == [.knownByCode("A-1")] && plan.updated.isEmpty)
        #expect(book["17"]?.code == "A-1" && book["17"]?.origin?.source == .file("a.csv"))
        #expect(plan.refused.first?.phraseInBSS.contains("the account with this id is A-1 here") == true)
        plan = book.take(try BSSRows([(17, "A-1")]), at: 2)
        plan = book.take(try BSSRows([(17, "X")]), at: 3)
        #expect(plan.refused.isEmpty && book["17"]?.code == "X", "it is the BSS's now")
    }

    @Test func `an account imported without an id is not the BSS's, and the refusal says so and what to do`() throws {
        var book = ImportedBook()
        try book.take(csv: "code,name\nA,a\n")
        let problem = try #require(book.take(try BSSRows([(1, "A")])).refused.first)
        #expect(problem.phraseInBSS.contains("A was imported from a file without an id"))
        #expect(problem.phraseInBSS.contains("begin a workspace with a pull"))
    }

    @Test func `an account that a file knows by its code alone is not taken for one with an id`() throws {
        var book = ImportedBook()
        try book.take(csv: "code,name\nA,a\n")
        let plan = book.take(try BSSRows([(1, "A")]))
        #expect(plan.refused.map(\.kind) == [.heldCode("A", by: "A")] && book.accounts.count == 1)
    }

    @Test func `what may exist at a vendor gets another code, and keeps its parent`() throws {
        var book = ImportedBook()
        let reseller = #"{"id":1,"code":"R","name":"r","enableReselling":true}"#
        book.take(try BSSRows("[\(reseller),{\"id\":2,\"code\":\"C\",\"name\":\"c\",\"billToAccountId\":1}]"))
        book.fixed = ["2"]
        let moved = #"{"id":2,"code":"D","name":"c","billToAccountId":0}"#
        #expect(book.take(try BSSRows("[\(reseller),\(moved)]")).refused.map(\.kind) == [.fixedParent])
        book.take(try BSSRows("[\(reseller),{\"id\":2,\"code\":\"D\",\"name\":\"c\",\"billToAccountId\":1}]"))
        #expect(book["2"]?.code == "D" && book["2"]?.parent == "1")
    }

    @Test func `a file does not change what the BSS owns, unless it is told to`() throws {
        var book = ImportedBook()
        book.take(try BSSRows([(1, "A"), (2, "B")]), at: 1)
        let changing = "code,name\nA,other\nB,n2\nN,new\n"
        var plan = try book.take(csv: changing, at: 2)
        #expect(plan.refused.map(\.kind) == [.ofBSS] && plan.unchanged == 1 && plan.addedCount == 1)
        #expect(
            plan.refused.first?.phrase
                == "line 2 (A): the account comes from the BSS, and a file does not change it: --over-bss overwrites it"
        )
        #expect(book["1"]?.name == "n1" && book["1"]?.origin == origin(.bss, 1))
        plan = try book.take(csv: changing, overBSS: true, at: 3)
        #expect(plan.refused.isEmpty && plan.updated.map(\.account.id) == ["1"])
        #expect(book["1"]?.name == "other" && book["1"]?.origin == origin(.file("a.csv"), 3))
        #expect(book["2"]?.origin == origin(.file("a.csv"), 3), "it is the file's now, although nothing differs")
        plan = book.take(try BSSRows([]), at: 4)
        #expect(plan.vanished == 0)
    }

    @Test func `a row below one that the BSS keeps is refused, too`() throws {
        var book = ImportedBook()
        book.take(try BSSRows([(1, "A")]))
        let plan = try book.take(csv: "code,name,type,parent_code\nA,n1,reseller,\nC,c,customer,A\n")
        #expect(plan.refused.map(\.kind) == [.ofBSS, .parentRefused("A")] && book.accounts.count == 1)
    }
}
