import FoundationEssentials

/// What the vendor has: accounts, their hierarchy, and the names of their teams.
///
/// Only events change it, so a file of events is the portal. Every lookup uses an index.
struct PartnerPortal: Sendable {
    struct Account: Codable, Hashable, Sendable {
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

    /// A change, which is one line of the state file.
    enum Event: Codable, Hashable, Sendable {
        case created(account: Account)
        case deleted(id: String)
    }

    private var places: [Account?] = []
    private var byID: [String: Int] = [:]
    private var byPlatformID: [String: [Int]] = [:]
    private var byEmail: [String: [Int]] = [:]
    private var byParent: [String: [Int]] = [:]

    /// Team names are account names cut to this many Unicode scalars.
    static let longestTeamName = 20

    /// The accounts, oldest first.
    var accounts: [Account] { places.compactMap { $0 } }

    var count: Int { byID.count }

    /// The account that a request names, by the platform's id or else by email.
    func find(_ request: AccountRequest) -> Account? {
        let email = request.email.lowercased()
        let place = byPlatformID[request.ID]?.first ?? (email.isEmpty ? nil : byEmail[email]?.first)
        return place.flatMap { places[$0] }
    }

    /// The account with this vendor's id.
    func account(_ id: String?) -> Account? { id.flatMap { byID[$0] }.flatMap { places[$0] } }

    /// The accounts below another; for nil, those at the top.
    func children(of id: String?) -> [Account] {
        guard let id else { return accounts.filter { account($0.parentID) == nil } }
        return (byParent[id] ?? []).compactMap { places[$0] }
    }

    /// The account that a request creates: a new one each time, even if it is there already, as at the real vendor.
    func creation(_ request: AccountRequest, now: Date) throws(Refusal) -> Account {
        guard !request.Name.isEmpty else { throw Refusal(code: -10, message: "Name is required.") }
        var parent: Account?
        if let id = request.ResellerExternalID, !id.isEmpty {
            parent = account(id)
            guard parent != nil else { throw Refusal(code: -20, message: "The reseller \(id) does not exist.") }
        }
        return Account(
            id: Self.id(places.count + 1),
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
    }

    /// The account that a request deletes; one with customers is kept.
    func deletion(_ request: AccountRequest) throws(Refusal) -> Account {
        guard let account = account(request.ExternalID) else {
            throw Refusal(code: -30, message: "The account \(request.ExternalID ?? "") does not exist.")
        }
        guard children(of: account.id).isEmpty else { throw Refusal(code: -31, message: "The account has customers.") }
        return account
    }

    /// Applies an event; one about an account that is not there changes nothing.
    mutating func apply(_ event: Event) {
        switch event {
        case .created(let account):
            let place = places.count
            places.append(account)
            byID[account.id] = place
            byPlatformID[account.platformID, default: []].append(place)
            byEmail[account.email.lowercased(), default: []].append(place)
            if let parent = account.parentID { byParent[parent, default: []].append(place) }
        case .deleted(let id):
            guard let place = byID.removeValue(forKey: id), let account = places[place] else { return }
            places[place] = nil
            byPlatformID[account.platformID]?.removeAll { $0 == place }
            byEmail[account.email.lowercased()]?.removeAll { $0 == place }
            if let parent = account.parentID { byParent[parent]?.removeAll { $0 == place } }
        }
    }

    /// `dbx-` and a number that looks like a vendor's: a function of the count, different for each.
    private static func id(_ count: Int) -> String {
        let mixed = UInt32(truncatingIfNeeded: count) &* 2_654_435_761
        // Up to this count the first five digits of these multiples are distinct; the whole numbers always are.
        let (number, width) = count < 100_000 ? (mixed >> 12, 5) : (mixed, 8)
        return "dbx-" + String(number, radix: 16).zeroPadded(to: width)
    }
}

/// A refusal by the vendor: HTTP 200 with a code below 0.
struct Refusal: Error {
    var code: Int
    var message: String
}
