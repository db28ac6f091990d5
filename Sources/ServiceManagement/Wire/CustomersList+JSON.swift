// The members are spelled as on the wire.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

import Accounts
import StrictJSON
import Synchronizing

/// The request for a page of a vendor's customers (docs/protocol.md, "The customers' list").
struct CustomersBody: Encodable {
    private var CustomerID: String
    private var SearchText = ""
    private var Statuses: [Int] = []
    private var PageID, PageSize: Int
    private var IsTest = false

    init(_ request: CustomersRequest) {
        CustomerID = request.customer?.rawValue ?? ""
        (PageID, PageSize) = (request.page, request.size)
    }
}

extension CustomersPage {
    /// Reads a page; nil if there is no list.
    ///
    /// A customer without a usable id is counted and left out.
    init?(_ json: JSON) {
        guard let elements = json["Customers"]?.elements else { return nil }
        self.init(
            customers: elements.compactMap(VendorCustomer.init),
            count: elements.count,
            total: json["TotalCustomers"]?.integer
        )
    }
}

extension VendorCustomer {
    fileprivate init?(_ json: JSON) {
        // Whatever is not an id cannot be compared.
        guard let text = json["ID"]?.text, let id = try? ExternalID(exactly: text) else { return nil }
        self.init(
            id: id,
            name: json["Name"]?.text ?? "",
            email: json["Email"]?.text ?? "",
            domain: json["PrimaryDomain"]?.text ?? "",
            status: json["Status"]?.text ?? ""
        )
    }
}
