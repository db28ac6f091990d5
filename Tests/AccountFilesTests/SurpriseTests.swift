import Accounts
import Foundation
import Telling
import Testing

@testable import AccountFiles

/// An import that would change much is held until a person lets it through.
@Suite struct SurpriseTests {
    /// Two resellers and customers of the first, each with an email.
    private func book(customers: Int) throws -> ImportedBook {
        var book = ImportedBook()
        book.take(try rows(1...customers))
        return book
    }

    private func rows(
        _ customers: ClosedRange<Int>,
        email: String = "a@b.example",
        parent: Int = 9001,
        where isChanged: (Int) -> Bool = { _ in true }
    ) throws -> BSSRows {
        let resellers = [9001, 9002].map { #"{"id":\#($0),"code":"R\#($0)","name":"r","enableReselling":true}"# }
        let others = customers.map { number in
            let (email, parent) = isChanged(number) ? (email, parent) : ("a@b.example", 9001)
            return
                #"{"id":\#(number),"code":"C\#(number)","name":"c","email":"\#(email)","billToAccountId":\#(parent)}"#
        }
        return try BSSRows("[\((resellers + others).joined(separator: ","))]")
    }

    private func counts(_ plan: ImportPlan) -> [Surprise.Kind: Int] {
        (plan.held?.parts ?? []).reduce(into: [:]) { $0[$1.kind] = $1.count }
    }

    @Test func `too many moves are held, and told with examples`() throws {
        var book = try book(customers: 98)
        let moving = try rows(1...98, parent: 9002) { $0 <= 20 }
        let plan = book.take(moving, limits: SurpriseLimits())
        let held = try #require(plan.held)
        #expect(held.known == 100 && counts(plan) == [.moved: 20] && book.written.isEmpty)
        #expect(held.parts[0].examples.map(\.code) == ["C1", "C2", "C3", "C4", "C5"])
        #expect(held.parts[0].examples[0].before == "R9001" && held.parts[0].examples[0].after == "R9002")
        let notice = Notice(held)
        #expect(
            notice.headline
                == "Held, since too much would change at once: more than 200 accounts or 10 % of the 100 known."
        )
        #expect(
            notice.details == [
                "20 accounts (20 %) would get another parent, or none: "
                    + [1, 2, 3, 4, 5].map { "C\($0), now under R9001, then under R9002" }.joined(separator: "; ")
                    + "; …"
            ]
        )
        #expect(notice.cure?.contains("--let-through") == true)
        #expect(book.take(moving).updated.count == 20 && book["1"]?.parent == "9002")
    }

    @Test func `a few accounts are never too large a part of a small book`() throws {
        var book = try book(customers: 30)
        #expect(book.take(try rows(1...30, parent: 9002) { $0 < 20 }, limits: SurpriseLimits()).held == nil)
        #expect(book.take(try rows(1...30), limits: SurpriseLimits(accounts: 18)).held?.parts[0].count == 19)
    }

    @Test func `values that would become empty are held, and other values are not`() throws {
        var book = try book(customers: 250)
        let limits = SurpriseLimits(accounts: 200, percent: 100)
        #expect(book.take(try rows(1...250, email: "c@d.example"), limits: limits).held == nil)
        let plan = book.take(try rows(1...250, email: "") { $0 <= 201 }, limits: limits)
        #expect(counts(plan) == [.blanked: 201] && plan.updated.count == 250)
        #expect(plan.held?.parts[0].examples[0] == .init(code: "C1", column: .email, before: "c@d.example", after: ""))
        #expect(book.take(try rows(1...250, email: "") { $0 <= 200 }, limits: limits).held == nil)
        book.take(try rows(1...250, email: String(repeating: "x", count: 900)))
        let told = book.take(try rows(1...250, email: ""), limits: limits).held.map { Notice($0).details[0] }
        #expect(told?.contains("C1, email \"\(String(repeating: "x", count: 39))…\"; C2") == true)
    }

    @Test func `accounts that vanish are held, and what stands within the limits is told beside`() throws {
        var book = try book(customers: 100)
        let plan = book.take(try rows(1...50, parent: 9002) { $0 == 7 }, limits: SurpriseLimits())
        #expect(counts(plan) == [.moved: 1, .vanished: 50] && plan.held?.parts.map(\.isTooMuch) == [false, true])
        #expect(plan.vanished == 50 && book.written.isEmpty && book["100"]?.origin?.unseen == 0)
        #expect(
            plan.held.map { Notice($0).details.first }
                == "1 account (under 1 %) would get another parent, or none: C7, now under R9001, then under R9002."
        )
        book.take(try rows(1...50))
        // Whoever let them vanish is not asked again when they are gone.
        let second = book.take(try rows(1...50), limits: SurpriseLimits())
        #expect(second.held == nil && second.gone == 50)
    }

    @Test func `refused rows and new accounts are no surprise`() throws {
        var book = ImportedBook()
        #expect(book.take(try rows(1...300), limits: SurpriseLimits(accounts: 0, percent: 0)).held == nil)
        #expect(book.accounts.count == 302)
        book.fixed = Set(book.accounts.map(\.id))
        let plan = book.take(try rows(1...300, parent: 9002), limits: SurpriseLimits(accounts: 0, percent: 0))
        #expect(plan.held == nil && plan.refused.count == 300)
    }
}
