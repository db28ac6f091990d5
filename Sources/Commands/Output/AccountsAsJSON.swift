import Accounts
import Foundation

/// A list in JSON: each account is what `AccountRowJSON` makes of it, without an encoder's trees and copies.
struct AccountsAsJSON: AccountPrinting {
    private let systems: [SystemName]
    /// When the BSS was last read.
    private let pulled: Date?
    private var isFirst = true
    private var dates: [Date: String] = [:]
    private var origins: [Account.Origin: String] = [:]
    /// The texts of systems where nothing is known of an account, by its fault.
    private var unlinked: [AccountFault?: String] = [:]

    init(systems: [ProvisioningSystem], pulled: Date? = nil) {
        (self.systems, self.pulled) = (systems.map(\.name), pulled)
    }

    func head() -> String { "[\n" }

    mutating func text(_ rows: [AccountRow]) throws -> [UInt8] {
        var json = PrettyJSON(depth: 1, isFirst: isFirst)
        isFirst = false
        for row in rows { try write(row, to: &json) }
        return json.bytes
    }

    func foot() -> String { "\n]\n" }

    private mutating func write(_ row: AccountRow, to json: inout PrettyJSON) throws {
        let account = row.account
        json.beginElement()
        json.beginObject()
        json.beginObject("address")
        json.member("address1", account.address.line1)
        json.member("address2", account.address.line2)
        json.member("city", account.address.city)
        json.member("postCode", account.address.postCode)
        json.member("state", account.address.state)
        json.endObject()
        json.member("code", account.code.rawValue)
        json.beginObject("contact")
        json.member("firstName", account.contact.firstName)
        json.member("lastName", account.contact.lastName)
        json.endObject()
        json.member("country", account.country)
        json.member("created", verbatim: try text(of: account.created))
        json.member("email", account.email)
        json.member("id", account.id.rawValue)
        json.member("name", account.name)
        if let origin = try originText(account) { json.member("origin", verbatim: origin) }
        if let parent = row.parentCode {
            json.beginObject("parent")
            json.member("code", parent.rawValue)
            json.endObject()
        } else {
            json.member("parent", verbatim: "null")
        }
        json.member("phone", account.phone)
        json.beginObject("status")
        for system in Set(systems).union(row.links.keys)
            .sorted(by: { $0.rawValue.utf8.lexicographicallyPrecedes($1.rawValue.utf8) })
        {
            json.member(system.rawValue, verbatim: try text(of: row, on: system))
        }
        json.endObject()
        json.member("storefront", verbatim: account.isStorefrontManaged ? "true" : "false")
        json.member("type", account.kind.rawValue)
        json.member("updated", verbatim: try text(of: account.updated))
        json.member("website", account.website)
        json.endObject()
    }

    /// Most accounts came, or changed, at the same moment as others.
    private mutating func text(of date: Date) throws -> String {
        if let known = dates[date] { return known }
        let text = try Output.text(ofJSON: date)
        if dates.count >= 1_000 { dates.removeAll(keepingCapacity: true) }
        dates[date] = text
        return text
    }

    /// Most accounts came from the same file as others, or are of one pull.
    private mutating func originText(_ account: Account) throws -> String? {
        guard let origin = account.origin else { return nil }
        if let known = origins[origin] { return known }
        let text = try Output.text(ofJSON: OriginJSON(account, pulled: pulled))
        if origins.count >= 1_000 { origins.removeAll(keepingCapacity: true) }
        origins[origin] = text
        return text
    }

    private mutating func text(of row: AccountRow, on system: SystemName) throws -> String {
        if let link = row.links[system] { return try Output.text(ofJSON: LinkJSON(link)) }
        let fault = AccountFault(row.account)
        if let known = unlinked[fault] { return known }
        let text = try Output.text(ofJSON: LinkJSON(fault: fault))
        unlinked[fault] = text
        return text
    }
}
