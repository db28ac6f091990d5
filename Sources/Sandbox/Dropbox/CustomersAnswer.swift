// The members are spelled as on the wire.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

/// The body of the customers' list: the sandbox's own reading of docs/protocol.md.
struct CustomersRequest: Decodable {
    var CustomerID: String?
    var SearchText: String?
    var PageID: Int?
    var PageSize: Int?
}

/// A page of the vendor's customers.
struct CustomersAnswer: Encodable {
    struct Customer: Encodable {
        var ID, Name, PrimaryDomain: String
        /// Provisioned.
        var Status = 0
        var PercentageCompleted = 100
        var IsTest = false
        var TotalUsers = 0

        init(_ account: PartnerPortal.Account) {
            (ID, Name) = (account.id, account.team)
            PrimaryDomain = account.email.split(separator: "@").last.map(String.init) ?? ""
        }
    }
    var Customers: [Customer]
    var TotalCustomers: Int

    init(_ request: CustomersRequest, of accounts: [PartnerPortal.Account]) {
        let text = request.SearchText?.lowercased() ?? ""
        let found =
            accounts.filter { account in
                (request.CustomerID ?? "").isEmpty || account.id == request.CustomerID
            }
            .filter { text.isEmpty || $0.team.lowercased().contains(text) }
        let size = min(max(request.PageSize ?? 20, 1), 1_000)
        let first = min((max(request.PageID ?? 1, 1) - 1) * size, found.count)
        Customers = found[first..<min(first + size, found.count)].map(Customer.init)
        TotalCustomers = found.count
    }
}
