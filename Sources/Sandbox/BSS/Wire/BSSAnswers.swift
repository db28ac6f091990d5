// Response bodies: as docs/sandbox.md, "The BSS", has them.

/// How the members are spelled, by `X-Api-Version`.
enum BSSDialect: Sendable {
    /// 2.1 and 2.2: lists are bare.
    case older
    /// 3 and latest: lists have an envelope.
    case three

    init(version: String?) throws(BSSRefusal) {
        switch version?.lowercased() {
        case "3", "latest": self = .three
        case "2.1", "2.2": self = .older
        case nil: throw .badRequest("The header X-Api-Version is missing.")
        default: throw .badRequest("X-Api-Version is one of 2.1, 2.2, 3 and latest.")
        }
    }
}

struct TokenAnswer: Encodable {
    var token: String
    var type = "bearer"
    /// In seconds.
    var lifetime: Int

    private enum CodingKeys: String, CodingKey {
        case token = "access_token"
        case type = "token_type"
        case lifetime = "expires_in"
    }
}

struct SubscriptionAnswer: Encodable {
    struct Account: Encodable {
        var id: Int
        var name: String
    }
    var id: String
    var name: String
    var quantity: Int
    var createdAt: String
    var billingTo: Account

    init(_ subscription: BSSSubscription, in book: BSSBook) {
        (id, name, quantity) = (subscription.id, subscription.name, subscription.quantity)
        createdAt = subscription.created.text
        billingTo = Account(id: subscription.payer, name: book.account(subscription.payer)?.name ?? "")
    }
}

/// A list in either shape.
struct ListAnswer<Row: Encodable>: Encodable {
    struct Paging: Encodable {
        var totalPages: Int
        var totalRecords: Int
    }
    struct Links: Encodable {
        /// Absent on the last page.
        var next: String?
    }
    var data: [Row]
    var paging: Paging
    var links: Links
    let dialect: BSSDialect

    private enum CodingKeys: String, CodingKey {
        case data, paging, links
    }

    func encode(to encoder: any Encoder) throws {
        guard dialect == .three else { return try data.encode(to: encoder) }
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(data, forKey: .data)
        try container.encode(paging, forKey: .paging)
        try container.encode(links, forKey: .links)
    }
}

/// The sync options that the BSS holds for an account: in the sandbox, their names only.
struct BSSSyncOptionsAnswer: Encodable {
    struct Option: Encodable {
        var name: String
        var value: String?
    }
    var systemCode = "dropbox"
    var options = ["Role", "Email", "Reseller ID"].map { Option(name: $0) }
}
