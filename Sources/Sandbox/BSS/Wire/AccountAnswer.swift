import Foundation

/// An account as the API tells it, in the spellings of a dialect.
struct AccountAnswer: Encodable {
    let account: BSSAccount
    let payerName: String?
    let dialect: BSSDialect

    init(_ account: BSSAccount, in book: BSSBook, _ dialect: BSSDialect) {
        self.account = account
        payerName = account.payer.flatMap { book.account($0)?.name }
        self.dialect = dialect
    }

    func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: MemberName.self)
        try members.put("id", account.id)
        try members.put("code", account.code)
        try members.put("name", account.name)
        try members.put("email", account.email)
        try members.put("phone", account.phone)
        try members.put(dialect == .three ? "website" : "webSite", account.website)
        try putPayer(&members)
        try members.put(dialect == .three ? "resellingEnabled" : "enableReselling", account.sellsOn)
        try members.put(dialect == .three ? "orderingEnabled" : "enableOrdering", account.orders)
        if let limit = account.creditLimit {
            try members.put("creditLimit", limit)
        } else {
            try members.put("creditLimit", "Unlimited")
        }
        try members.put("createdAt", account.created.text)
        try members.put("updatedAt", account.updated.text)
        var contact = members.members(of: "contact")
        try contact.put("firstName", account.firstName)
        try contact.put("lastName", account.lastName)
        var address = members.members(of: "address")
        try address.put("address1", account.address1)
        try address.put("address2", account.address2)
        try address.put("city", account.city)
        try address.put("postCode", account.postCode)
        try address.put("state", account.state)
        try address.put("countryCode", account.country)
        try address.put("countryName", Self.countries[account.country] ?? "")
    }

    /// "No payer" is written in three ways, as in the rows of a real BSS: null, 0, or the account itself.
    private func putPayer(_ members: inout KeyedEncodingContainer<MemberName>) throws {
        let payer: Int? = account.payer ?? (account.id % 3 == 0 ? nil : account.id % 3 == 1 ? 0 : account.id)
        guard dialect == .three else { return try members.put("billToAccountId", payer) }
        guard let payer, payer != 0 else { return try members.put("billToAccount", nil as Int?) }
        var reference = members.members(of: "billToAccount")
        try reference.put("id", payer)
        try reference.put("name", payer == account.id ? account.name : payerName ?? "")
    }

    private static let countries: [String: String] = {
        let english = Locale(identifier: "en")
        let codes = Locale.Region.isoRegions.map(\.identifier).filter { $0.count == 2 }
        return Dictionary(codes.map { ($0, english.localizedString(forRegionCode: $0) ?? "") }) { first, _ in first }
    }()
}
