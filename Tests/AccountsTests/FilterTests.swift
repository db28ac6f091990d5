import Accounts
import Samples
import Telling
import Testing

@Suite struct FilterTests {
    private typealias Test = AccountFilter.Term.Test

    private func tests(_ text: String) -> [AccountFilter.Term.Test] { AccountFilter(text).terms.map(\.test) }

    private func told(_ text: String, _ systems: [SystemName]? = nil) -> [String] {
        AccountFilter(text).unknownTerms(systems: systems).map(\.message)
    }

    @Test func `terms and negation are read`() {
        #expect(AccountFilter("!north").terms.map(\.isNegated) == [true])
        #expect(AccountFilter("!name:north").terms.map(\.isNegated) == [true])
        #expect(tests("status:in-doubt") == [.states([.inDoubt])])
        #expect(tests("status:\"in doubt\"") == [.states([.inDoubt])])
        #expect(tests("STATE:failed") == [.states([.refused, .notSent])])
        #expect(tests("role:reseller") == [.kinds([.reseller])])
        #expect(tests("system:dropbox") == [.system("dropbox")])
        #expect(tests("storefront:yes") == [.storefront([true])])
        #expect(tests("storefront:no") == [.storefront([false])])
        for nothing in ["!", "  ", "\"\"", "!\"\"", "\u{200B}"] { #expect(AccountFilter(nothing).isEmpty) }
    }

    @Test(arguments: [
        "\"gmbh & co", "\"GmbH & Co\"", "\u{201C}gmbh & co\u{201D}", "gmbh\" & \"co", "  \"gmbh & co\"  ",
    ])
    func `quotes keep spaces together`(text: String) {
        #expect(tests(text) == tests("\"gmbh & co\""))
        #expect(tests(text).count == 1)
        #expect(tests("gmbh & co").count == 3)
    }

    @Test func `a word with a colon that is no name of a term is a word`() {
        for text in ["http://x", "\"foo:bar\"", "12:30", ":x", "a-b:c"] {
            #expect(tests(text).count == 1 && told(text).isEmpty, "\(text)")
        }
        #expect(tests("\"status:foo\"") == tests("\"status:foo"))
    }

    @Test func `a state is found while it is typed`() {
        #expect(tests("status:not") == [.states([.notSynchronized, .notSent])])
        #expect(tests("status:s") == [.states([.sending, .synchronized])])
        #expect(tests("role:cust") == [.kinds([.endCustomer, .directCustomer])])
        #expect(tests("storefront:y") == [.storefront([true])])
    }

    @Test(arguments: [
        ("x status:happy role:boss", ["status:happy is not a known state", "role:boss is not a known role"]),
        ("foo:bar", ["foo: is not a term"]), ("!foo:bar", ["foo: is not a term"]), ("foo:", ["foo: is not a term"]),
        ("country:zz", ["country:zz is not a known country"]),
        ("country:nowhere", ["country:nowhere is not a known country"]),
        ("storefront:perhaps", ["storefront:perhaps is neither yes nor no"]),
        ("phone:none", ["phone:none has no digits"]),
        ("parent:", ["parent: needs a value"]), ("status:\"\"", ["status: needs a value"]),
        ("name:x code:y parent:z", []),
    ])
    func `what is not understood is told`(text: String, messages: [String]) {
        #expect(told(text) == messages)
        for term in AccountFilter(text).unknownTerms() { #expect(!term.cure.isEmpty) }
    }

    @Test func `more words than anybody types are told, and not looked at`() {
        let filter = AccountFilter(String(repeating: "a ", count: 101))
        #expect(filter.unknownTerms().map(\.message) == ["the filter has more than 100 words"])
        #expect(filter.terms.count == 100)
        #expect(told(String(repeating: "a ", count: 100)).isEmpty)
    }

    @Test func `what is not understood matches nothing, negated or not, and what is still typed narrows nothing`() {
        #expect(tests("status:happy") == [.nothing])
        #expect(AccountFilter("!foo:bar").terms.map(\.test) == [.nothing])
        #expect(AccountFilter("!foo:bar").terms.map(\.isNegated) == [false])
        #expect(AccountFilter("country:").isEmpty)
    }

    @Test func `a system that is not there is told where the systems are known`() {
        let systems: [SystemName] = ["Dropbox", "Acronis EU"]
        #expect(told("system:nosuch").isEmpty)
        #expect(told("system:nosuch", systems) == ["system:nosuch is not a known system"])
        #expect(
            AccountFilter("system:nosuch").unknownTerms(systems: systems).map(\.cure) == ["use Dropbox or Acronis EU"]
        )
        for text in ["system:dropbox", "system:DROP", "system:acronis-eu", "system:\"Acronis EU\""] {
            #expect(told(text, systems).isEmpty)
        }
        #expect(AccountFilter.systems(named: "drop", among: ["Dropbox", "Drop"]) == ["Drop"])
    }

    @Test(arguments: [
        ("kd20015", true), ("KD-20015", true), ("code:20015", true), ("code:kd20015", true), ("code:50330", false),
        ("50330", true), ("7916464", true), ("\"505 7916464\"", true), ("505 7916464", true), ("0505 7916464", true),
        ("+49505", true), ("\"+49 (0)505 / 79 16 464\"", true), ("0049505", true), ("0505/7916464", true),
        ("phone:505-791", true), ("phone:999", false), ("+43", false), ("zurich", true), ("name:zurich", false),
        ("baumler", true), ("baeumler renee", true), ("\"renée bäumler\"", true), ("country:ch", true),
        ("country:che", true),
        ("country:switz", true), ("country:Schweiz", true), ("country:c", true), ("country:de", false),
        ("country:d", false),
        ("email:INFO@", true), ("email:müll", false), ("name:info", false), ("name:cafe", true), ("!name:cafe", false),
        ("!country:de", true), ("ch", true),
    ])
    func `an account is found by what it has`(filter: String, isFound: Bool) {
        let account = Account(
            id: "50330",
            code: "KD-20015",
            name: "Café Süd",
            kind: .endCustomer,
            email: "info@cafe.example",
            country: "CH",
            phone: "+49 505 7916464",
            contact: .init(firstName: "Renée", lastName: "Bäumler"),
            address: .init(city: "Zürich")
        )
        let found = AccountFilter(filter).terms
            .allSatisfy { term in
                guard case .text(let needles) = term.test else { return false }
                return SearchText(account).contains(anyOf: needles) != term.isNegated
            }
        #expect(found == isFound)
    }

    @Test func `a country that the BSS spells wrong is found by that spelling`() {
        var account = Samples.direct
        account.country = "UK"
        for filter in ["country:uk", "uk"] {
            guard case .text(let needles) = AccountFilter(filter).terms.first?.test else { continue }
            #expect(SearchText(account).contains(anyOf: needles), "\(filter)")
        }
    }
}
