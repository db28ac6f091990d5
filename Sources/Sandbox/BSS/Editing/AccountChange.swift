import Foundation

/// What somebody wants an account to be: some of its members, by the names that forms and JSON have for them.
struct AccountChange: Sendable {
    /// The members by their names in lower case.
    private(set) var members: [String: String]

    /// From a form, or from JSON whose values are texts, numbers, true, false or null, which is the same as empty.
    init(_ body: String, isJSON: Bool) throws(BSSRefusal) {
        guard isJSON else {
            members = FormFields.parse(body)
            return
        }
        let object: [String: Value]
        do {
            object = try JSONDecoder().decode([String: Value].self, from: Data(body.utf8))
        } catch {
            throw .badRequest("The body is no JSON object of texts, numbers and nulls.")
        }
        members = Dictionary(object.map { ($0.lowercased(), $1.text) }) { first, _ in first }
    }

    private struct Value: Decodable {
        var text: String

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if container.decodeNil() {
                text = ""
            } else if let text = try? container.decode(String.self) {  // Not a text: one of the others, or an error.
                self.text = text
            } else if let flag = try? container.decode(Bool.self) {  // As above.
                text = String(flag)
            } else {
                text = String(try container.decode(Int.self))
            }
        }
    }

    mutating func take(_ name: String) -> String? { members.removeValue(forKey: name) }

    /// Sets the members; one that accounts do not have is refused.
    func apply(to account: inout BSSAccount, in book: BSSBook) throws(BSSRefusal) {
        for (name, value) in members {
            switch name {
            case "code": account.code = value
            case "name": account.name = value
            case "email": account.email = value
            case "phone": account.phone = value
            case "website": account.website = value
            case "parent": account.payer = try Self.payer(value, in: book)
            case "resellingenabled": account.sellsOn = Self.isTrue(value)
            case "orderingenabled": account.orders = Self.isTrue(value)
            case "creditlimit": account.creditLimit = Int(value)
            case "firstname": account.firstName = value
            case "lastname": account.lastName = value
            case "address1": account.address1 = value
            case "address2": account.address2 = value
            case "city": account.city = value
            case "postcode": account.postCode = value
            case "state": account.state = value
            case "country": account.country = value
            default: throw .badRequest("Accounts have no \"\(name)\".")
            }
        }
    }

    private static func isTrue(_ text: String) -> Bool { ["true", "yes", "on", "1"].contains(text.lowercased()) }

    /// An id, which need not be an account's, or the code of an account; nobody if empty.
    private static func payer(_ text: String, in book: BSSBook) throws(BSSRefusal) -> Int? {
        if text.isEmpty { return nil }
        if let id = book.id(code: text) ?? Int(text) { return id }
        throw .badRequest("No account has the code \"\(text)\".")
    }
}
