import Accounts
import Testing

@Suite struct FilterTests {
    private func tests(_ text: String) -> [AccountFilter.Term.Test] { AccountFilter(text).terms.map(\.test) }

    @Test func `words, qualifiers and negation are read`() {
        #expect(tests("north Cloud") == [.word("north"), .word("Cloud")])
        #expect(AccountFilter("!north").terms.map(\.isNegated) == [true])
        #expect(tests("status:in-doubt") == [.states([.inDoubt])])
        #expect(tests("status:failed") == [.states([.refused, .notSent])])
        #expect(tests("role:reseller") == [.kinds([.reseller])])
        #expect(tests("system:dropbox") == [.system("dropbox")])
        #expect(tests("http://x") == [.word("http://x")])
        #expect(tests("!").isEmpty)
        #expect(AccountFilter("  ").isEmpty)
    }

    @Test func `a state is found while it is typed`() {
        #expect(tests("status:not") == [.states([.notSynchronized, .notSent])])
        #expect(tests("status:s") == [.states([.sending, .synchronized])])
        #expect(tests("role:cust") == [.kinds([.endCustomer, .directCustomer])])
    }

    @Test func `what names nothing is told`() {
        #expect(AccountFilter("x status:happy role:boss").unknownTerms == ["status:happy", "role:boss"])
    }
}
