package import Accounts

/// A customer in a vendor's own list (docs/protocol.md, "The customers' list").
package struct VendorCustomer: Hashable, Sendable {
    package var id: ExternalID
    package var name: String
    /// Empty if the list has none.
    package var email: String
    package var domain: String
    /// As the vendor writes it, a word or a number.
    package var status: String

    package init(id: ExternalID, name: String, email: String = "", domain: String = "", status: String = "") {
        (self.id, self.name, self.email) = (id, name, email)
        (self.domain, self.status) = (domain, status)
    }
}

/// A page of a vendor's list that is asked for.
package struct CustomersRequest: Hashable, Sendable {
    /// The only customer that is meant; nil for all.
    package var customer: ExternalID?
    /// Counted from 1.
    package var page: Int
    package var size: Int

    package init(customer: ExternalID? = nil, page: Int = 1, size: Int = 200) {
        (self.customer, self.page, self.size) = (customer, page, size)
    }
}

/// A page as it came.
package struct CustomersPage: Sendable {
    package var customers: [VendorCustomer]
    /// How many elements came, readable or not.
    package var count: Int
    /// How many there are in all, if the vendor says so.
    package var total: Int?

    package init(customers: [VendorCustomer], count: Int, total: Int? = nil) {
        (self.customers, self.count, self.total) = (customers, count, total)
    }
}

/// What asking for a page amounts to.
package enum CustomersVerdict: Sendable {
    case page(CustomersPage)
    /// Why there is none.
    case failed(Reason)

    package init(_ exchange: Exchange<CustomersPage>) {
        switch exchange {
        case .notSent(let unsent): self = .failed(.notSent(unsent))
        case .broken(let broken): self = .failed(.inDoubt(.broken(broken)))
        case .answered(let response): self = Self.judge(response)
        }
    }

    private static func judge(_ response: Response<CustomersPage>) -> CustomersVerdict {
        switch (response.status, response.body) {
        case (200..<300, .answer(let page)): .page(page)
        case (429, _): .failed(.throttled)
        case (200..<300, .object(let message, let fault)):
            message.isEmpty
                ? .failed(.inDoubt(.noAnswer(fault))) : .failed(.refused(status: response.status, message: message))
        case (200..<300, .unreadable(let fault)): .failed(.inDoubt(.noAnswer(fault)))
        case (400..<500, .object(let message, _)): .failed(.refused(status: response.status, message: message))
        case (400..<500, _): .failed(.refused(status: response.status, message: ""))
        default: .failed(.inDoubt(.status(response.status)))
        }
    }
}
