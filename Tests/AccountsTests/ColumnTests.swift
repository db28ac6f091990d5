import Accounts
import Testing

@Suite struct ColumnTests {
    private let account = Account(id: "7", code: "C-7", name: "n", kind: .endCustomer, parent: "8")

    @Test(arguments: Account.Column.allCases)
    func `a column gives back what is put into it, and every other one stays`(column: Account.Column) {
        for text in ["true", "reseller", "x"] {
            var changed = account
            changed[column] = text
            switch column {
            case .type: #expect(changed.kind == (text == "reseller" ? .reseller : .endCustomer))
            case .storefront: #expect(changed.isStorefrontManaged == (text == "true"))
            default: #expect(changed[column] == text)
            }
            changed[column] = account[column]
            #expect(changed == account)
        }
    }

    @Test func `the place of a column is its place among all`() {
        #expect(Account.Column.allCases.map(\.place) == Array(Account.Column.allCases.indices))
    }

    @Test func `the traits leave out what is empty, the id, the parent and a Storefront that is not there`() {
        #expect(account.traits == ["code": "C-7", "name": "n", "type": "end customer"])
        var managed = account
        managed.isStorefrontManaged = true
        managed.address.postCode = "1"
        #expect(managed.traits["storefront"] == "true" && managed.traits["post_code"] == "1")
    }
}
