import Accounts

/// A row that may become an account.
struct Candidate {
    let line: Int
    var account: Account
    /// The parent as the file names it; empty if it names none.
    let parent: String
    /// The columns that the file has; the others keep what is known.
    let columns: Set<Column>

    init(_ row: FileRow) throws(RowProblem) {
        func value(_ column: Column) -> String { row.values[column] ?? "" }
        let code = value(.code)
        func problem(_ reason: RowProblem.Reason, _ column: Column) -> RowProblem {
            RowProblem(
                line: row.line,
                column: column.rawValue,
                code: code.isEmpty ? nil : AccountCode(code),
                reason: reason
            )
        }
        guard !code.isEmpty else { throw problem(.missing, .code) }
        guard !value(.name).isEmpty else { throw problem(.missing, .name) }
        let id = value(.id).isEmpty ? code : value(.id)
        line = row.line
        parent = value(.parentCode)
        columns = Set(row.values.keys)
        guard let kind = Self.kind(value(.type), hasParent: !parent.isEmpty) else {
            throw problem(.unknownType(value(.type)), .type)
        }
        guard let storefront = Self.truth(value(.storefront)) else {
            throw problem(.unknownStorefront(value(.storefront)), .storefront)
        }
        account = Account(
            id: AccountID(id),
            code: AccountCode(code),
            name: value(.name),
            kind: kind,
            email: value(.email),
            country: value(.country),
            phone: value(.phone),
            website: value(.website),
            contact: .init(firstName: value(.contactFirstName), lastName: value(.contactLastName)),
            address: .init(
                line1: value(.address1),
                line2: value(.address2),
                city: value(.city),
                postCode: value(.postCode),
                state: value(.state)
            ),
            isStorefrontManaged: storefront
        )
    }

    func problem(_ reason: RowProblem.Reason, _ column: Column? = nil) -> RowProblem {
        RowProblem(line: line, column: column?.rawValue, code: account.code, reason: reason)
    }

    /// What the file says over what is known: a column that it does not have changes nothing.
    func merged(over old: Account) -> Account {
        var merged = old
        merged.code = account.code
        merged.name = account.name
        if columns.contains(.type) || columns.contains(.parentCode) { merged.kind = account.kind }
        if columns.contains(.parentCode) { merged.parent = account.parent }
        if columns.contains(.email) { merged.email = account.email }
        if columns.contains(.country) { merged.country = account.country }
        if columns.contains(.phone) { merged.phone = account.phone }
        if columns.contains(.website) { merged.website = account.website }
        if columns.contains(.contactFirstName) { merged.contact.firstName = account.contact.firstName }
        if columns.contains(.contactLastName) { merged.contact.lastName = account.contact.lastName }
        if columns.contains(.address1) { merged.address.line1 = account.address.line1 }
        if columns.contains(.address2) { merged.address.line2 = account.address.line2 }
        if columns.contains(.city) { merged.address.city = account.address.city }
        if columns.contains(.postCode) { merged.address.postCode = account.address.postCode }
        if columns.contains(.state) { merged.address.state = account.address.state }
        if columns.contains(.storefront) { merged.isStorefrontManaged = account.isStorefrontManaged }
        return merged
    }

    private static func kind(_ word: String, hasParent: Bool) -> Account.Kind? {
        switch word.squashed {
        case "reseller": .reseller
        case "customer", "": hasParent ? .endCustomer : .directCustomer
        case "endcustomer": .endCustomer
        case "directcustomer": .directCustomer
        default: nil
        }
    }

    private static func truth(_ word: String) -> Bool? {
        switch word.squashed {
        case "true", "yes", "1": true
        case "false", "no", "0", "": false
        default: nil
        }
    }
}
