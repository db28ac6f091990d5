import FoundationEssentials

/// What the vendor has: accounts, who stands above whom, and the names of their teams.
struct PartnerPortal: Codable, Sendable {
    struct Account: Codable, Sendable {
        var id: String
        var platformID: String
        var parentID: String?
        var name: String
        var team: String
        var role: String
        var email: String
        var resellerID: String
        var country: String
        var created: Date
    }

    private(set) var accounts: [Account] = []
    private var made = 0

    /// A team is named after the account, cut to this many Unicode scalars.
    static let longestTeamName = 20

    /// The account that a request names: by the platform's id, else by the email.
    func find(_ request: AccountRequest) -> Account? {
        accounts.first { $0.platformID == request.ID }
            ?? accounts.first { !request.email.isEmpty && $0.email.lowercased() == request.email.lowercased() }
    }

    /// Creates an account: a new one every time, whether it is there or not, as the real one does.
    mutating func create(_ request: AccountRequest, now: Date) throws(Refusal) -> Account {
        guard !request.Name.isEmpty else { throw Refusal(code: -10, message: "Name is required.") }
        var parent: Account?
        if let id = request.ResellerExternalID, !id.isEmpty {
            parent = accounts.first { $0.id == id }
            guard parent != nil else { throw Refusal(code: -20, message: "The reseller \(id) does not exist.") }
        }
        made += 1
        let account = Account(
            id: Self.id(made),
            platformID: request.ID,
            parentID: parent?.id,
            name: request.Name,
            team: String(String.UnicodeScalarView(request.Name.unicodeScalars.prefix(Self.longestTeamName))),
            role: request.role,
            email: request.email,
            resellerID: request.option("resellerid") ?? "",
            country: request.Address?.Country?.Code ?? "",
            created: now
        )
        accounts.append(account)
        return account
    }

    /// Deletes an account that has no customers.
    mutating func delete(_ request: AccountRequest) throws(Refusal) -> Account {
        guard let index = accounts.firstIndex(where: { $0.id == request.ExternalID }) else {
            throw Refusal(code: -30, message: "The account \(request.ExternalID ?? "") does not exist.")
        }
        guard !accounts.contains(where: { $0.parentID == accounts[index].id }) else {
            throw Refusal(code: -31, message: "The account has customers.")
        }
        return accounts.remove(at: index)
    }

    /// `dbx-` and a number that looks like the vendor's own, the same for the same count.
    private static func id(_ count: Int) -> String {
        let mixed = UInt32(truncatingIfNeeded: count) &* 2_654_435_761
        let digits = String(mixed >> 12, radix: 16)
        return "dbx-" + String(repeating: "0", count: max(0, 5 - digits.count)) + digits
    }
}

/// The vendor's no: HTTP 200 with a code below 0.
struct Refusal: Error {
    var code: Int
    var message: String
}
